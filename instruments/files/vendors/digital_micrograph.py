"""The private tags of DigitalMicrograph: unit 65003, scale 65009 and 65010."""

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import positive, quantity
from fractoscope.instruments.files.vendor_metadata import VendorMetadata

UNIT_X_TAG, SCALE_X_TAG, SCALE_Y_TAG = 65003, 65009, 65010


def parse_digital_micrograph(source: PictureSource) -> VendorMetadata | None:
    """Read the scale along x and y."""
    unit = source.text(UNIT_X_TAG)
    width = source.numbers.get(SCALE_X_TAG)
    if unit is None or width is None:
        return None
    height = source.numbers.get(SCALE_Y_TAG, width)
    size, size_y = (positive(quantity(repr(value), unit.strip())) for value in (width, height))
    return VendorMetadata(vendor="DigitalMicrograph", pixel_size=size, pixel_height=size_y)
