"""Versions of a dataset on disk, with their cards and checksums."""
