"""Labelled frames of many specimens on disk."""
