"""Specimens: procedural fracture surfaces and what is true of them at every place."""
