"""Marks that a crack leaves on the scale of the whole fracture."""
