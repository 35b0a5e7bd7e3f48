"""Frames on disk: OME-TIFF out, OME-TIFF and vendor files in."""
