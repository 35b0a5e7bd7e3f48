"""Reading a vendor's metadata alone, also from files whose pixels are lost."""

from pathlib import Path

from fractoscope.instruments.files.picture_opener import TIFF_STARTS, first_bytes, guarded
from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.tiff_picture import tiff_source
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.files.vendors import parse_vendor


def read_vendor_metadata(path: Path) -> VendorMetadata | None:
    """Return what a picture's vendor wrote into it or beside it, or None where no parser knows it.

    Raises
    ------
    BadFile
        If the file cannot be read.
    """
    if first_bytes(path) in TIFF_STARTS:
        return parse_vendor(guarded(tiff_source, path))
    return parse_vendor(PictureSource(path=path, columns=1, rows=1))
