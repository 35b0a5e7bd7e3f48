"""Outlines of fracture faces as seen from above."""
