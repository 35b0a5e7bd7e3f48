"""Kinds of specimens, each endlessly varied by its seed."""
