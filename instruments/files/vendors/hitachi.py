"""Hitachi: a text file beside the picture, with one section [SemImageFile]."""

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import count, positive, quantity
from fractoscope.instruments.files.tag_text import ini_sections
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.values import StagePosition


def parse_hitachi(source: PictureSource) -> VendorMetadata | None:
    """Read the text file. Pixel size and stage are in nm; tilt and rotation have no stated unit and are left at 0."""
    sections = {name.lower(): keys for name, keys in ini_sections(source.beside(".txt") or "").items()}
    values = sections.get("semimagefile")
    if values is None:
        return None
    columns, _, rows = values.get("DataSize", "").partition("x")
    x, y, z = (quantity(values.get(f"StagePosition{axis}"), "nm") for axis in "XYZ")
    return VendorMetadata(
        vendor="Hitachi",
        instrument=values.get("InstructName", ""),
        pixel_size=positive(quantity(values.get("PixelSize"), "nm")),
        scan_columns=count(columns),
        scan_rows=count(rows),
        voltage=positive(quantity(values.get("AcceleratingVoltage"), "V")),
        working_distance=positive(quantity(values.get("WorkingDistance"), "um")),
        detector=values.get("SignalName", ""),
        position=None if x is None or y is None else StagePosition(x=x, y=y, z=z or 0.0),
        acquired=f"{values.get('Date', '')} {values.get('Time', '')}".strip(),
    )
