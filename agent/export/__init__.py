"""Handing a session over as one file."""
