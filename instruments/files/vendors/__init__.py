"""One parser a vendor and file variant, tried in order; each returns its readings or None."""

from collections.abc import Callable

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.files.vendors.digital_micrograph import parse_digital_micrograph
from fractoscope.instruments.files.vendors.fei import parse_fei
from fractoscope.instruments.files.vendors.fei_xml import parse_fei_xml
from fractoscope.instruments.files.vendors.fibics import parse_fibics
from fractoscope.instruments.files.vendors.hitachi import parse_hitachi
from fractoscope.instruments.files.vendors.imagej import parse_imagej
from fractoscope.instruments.files.vendors.jeol import parse_jeol
from fractoscope.instruments.files.vendors.ome import parse_ome
from fractoscope.instruments.files.vendors.tescan import parse_tescan
from fractoscope.instruments.files.vendors.zeiss import parse_zeiss
from fractoscope.instruments.files.vendors.zeiss_orion import parse_zeiss_orion

VendorParser = Callable[[PictureSource], VendorMetadata | None]

PARSERS: tuple[VendorParser, ...] = (
    parse_fei,
    parse_fei_xml,
    parse_zeiss,
    parse_zeiss_orion,
    parse_tescan,
    parse_fibics,
    parse_ome,
    parse_digital_micrograph,
    parse_imagej,
    parse_jeol,
    parse_hitachi,
)
"""Tags inside a file come before text files beside it, which may belong to another picture of the same name."""


def parse_vendor(source: PictureSource) -> VendorMetadata | None:
    """Return the first readings that hold a scale, else the first readings at all, else None."""
    found = [readings for parser in PARSERS if (readings := parser(source)) is not None]
    return next((readings for readings in found if readings.pixel_size is not None), found[0] if found else None)


__all__ = ["PARSERS", "VendorParser", "parse_vendor"]
