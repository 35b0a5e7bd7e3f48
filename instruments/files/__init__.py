"""Frames on disk: OME-TIFF out, OME-TIFF, vendor files and plain pictures in."""

from fractoscope.instruments.files.databar import ImageRows, find_image_rows
from fractoscope.instruments.files.frame_reader import read_frame
from fractoscope.instruments.files.frame_writer import write_frame
from fractoscope.instruments.files.pixel_sizes import PictureScale, read_pixel_sizes
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.files.vendor_reader import read_vendor_metadata

__all__ = [
    "ImageRows",
    "PictureScale",
    "VendorMetadata",
    "find_image_rows",
    "read_frame",
    "read_pixel_sizes",
    "read_vendor_metadata",
    "write_frame",
]
