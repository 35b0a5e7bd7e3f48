"""Blind readings: can a person tell from a survey alone on which side a crack began."""
