"""JEOL: a text file beside the picture, with lines `$CM_KEY value` and `$$SM_KEY value`."""

import re

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import count, positive, quantity
from fractoscope.instruments.files.vendor_metadata import VendorMetadata

LINE = re.compile(r"^\$+(CM_\w+|SM_\w+)[ \t:]*(.*)$", re.MULTILINE)


def parse_jeol(source: PictureSource) -> VendorMetadata | None:
    """Read the text file; the micron bar's length over its pixels is the pixel size."""
    text = source.beside(".txt")
    if text is None or "$CM_" not in text:
        return None
    values = {key: value.strip() for key, value in LINE.findall(text)}
    bar = positive(quantity(values.get("SM_MICRON_BAR")))
    marker = positive(quantity(values.get("SM_MICRON_MARKER"), "um"))
    size = values.get("CM_FULL_SIZE", "").split()
    return VendorMetadata(
        vendor="JEOL",
        instrument=values.get("CM_INSTRUMENT", ""),
        pixel_size=None if bar is None or marker is None else marker / bar,
        scan_columns=count(size[0]) if len(size) == 2 else None,
        scan_rows=count(size[1]) if len(size) == 2 else None,
        voltage=positive(quantity(values.get("CM_ACCEL_VOLT"), "kV")),
        working_distance=positive(quantity(values.get("SM_WD"), "mm")),
        detector=values.get("CM_SIGNAL", ""),
        acquired=f"{values.get('CM_DATE', '')} {values.get('CM_TIME', '')}".strip(),
    )
