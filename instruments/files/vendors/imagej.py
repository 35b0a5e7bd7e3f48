"""ImageJ and Fiji: pixels a unit in the resolution tag, the unit's name in the description."""

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import positive, quantity
from fractoscope.instruments.files.tag_text import ini_sections
from fractoscope.instruments.files.vendor_metadata import VendorMetadata

DESCRIPTION_TAG = 270
X_RESOLUTION_TAG = 282


def parse_imagej(source: PictureSource) -> VendorMetadata | None:
    """Read the scale; a file whose unit is missing or "pixel" has none."""
    text = source.text(DESCRIPTION_TAG) or ""
    if not text.startswith("ImageJ="):
        return None
    # ImageJ escapes the micro sign as \u00B5.
    unit = ini_sections(text)[""].get("unit", "").replace("\\u00B5", "µ").replace("\\u00C5", "Å")
    per_unit = positive(source.numbers.get(X_RESOLUTION_TAG))
    size = None if per_unit is None or not unit else positive(quantity(repr(1 / per_unit), unit))
    return VendorMetadata(vendor="ImageJ", pixel_size=size)
