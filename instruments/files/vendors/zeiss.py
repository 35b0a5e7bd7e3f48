"""Zeiss SmartSEM: tag 34118, a block of unnamed SI numbers and then pairs of lines, key and "label = value unit"."""

import re
from itertools import pairwise

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import count, positive, quantity
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.values import StagePosition

SMARTSEM_TAG = 34118
KEY = re.compile(r"(?:AP|DP|SV)_\w+")


def parse_zeiss(source: PictureSource) -> VendorMetadata | None:
    """Read the SmartSEM keys; None for files of other Zeiss programs, whose tag has no keys."""
    raw = source.texts.get(SMARTSEM_TAG)
    if raw is None:
        return None
    lines = raw.decode("cp1252", errors="replace").split("\r\n")
    values = {key: text.partition("=")[2].strip() or text.partition(":")[2].strip() for key, text in pairwise(lines) if KEY.fullmatch(key)}
    if not values:
        return None
    stored = re.fullmatch(r"(\d+) \* (\d+)", values.get("DP_IMAGE_STORE", ""))
    return VendorMetadata(
        vendor="Zeiss",
        instrument=values.get("SV_SERIAL_NUMBER", ""),
        pixel_size=_pixel_size(values, lines, source.columns),
        scan_columns=count(stored[1]) if stored else None,
        voltage=positive(quantity(values.get("AP_ACTUALKV"), "kV")) or positive(quantity(values.get("AP_MANUALKV"), "kV")),
        current=positive(quantity(values.get("AP_IPROBE"))),
        working_distance=positive(quantity(values.get("AP_WD"), "mm")),
        dwell_time=_dwell_time(values, source.columns),
        scan_rotation=quantity(values.get("AP_SCANROTATION"), "deg"),
        detector=values.get("DP_DETECTOR_CHANNEL") or values.get("DP_DETECTOR_TYPE") or "",
        position=_position(values),
        acquired=f"{values.get('AP_DATE', '')} {values.get('AP_TIME', '')}".strip(),
    )


def _pixel_size(values: dict[str, str], lines: list[str], columns: int) -> float | None:
    """Return the pixel size (m). AP_PIXEL_SIZE is that of the monitor, off by a factor of two in V08 files, and is not used."""
    named = values.get("AP_IMAGE_PIXEL_SIZE") or values.get("APImagePixelSize")
    size = positive(quantity(named, "nm"))
    if size is not None:
        return size
    # The fourth unnamed number is the pixel size (m) of a picture 1024 pixels wide.
    unnamed = positive(quantity(lines[3])) if len(lines) > 3 else None
    return None if unnamed is None else unnamed * 1024 / columns


def _dwell_time(values: dict[str, str], columns: int) -> float | None:
    """Return the time on a pixel (s): of the line time, which counts the averaging that DP_DWELL_TIME leaves out."""
    line_time = positive(quantity(values.get("AP_LINE_TIME")))
    return positive(quantity(values.get("DP_DWELL_TIME"))) if line_time is None else positive(line_time / columns)


def _position(values: dict[str, str]) -> StagePosition | None:
    """Return the stage position (m, rad)."""
    x, y, z = (quantity(values.get(f"AP_STAGE_AT_{axis}"), "mm") for axis in "XYZ")
    tilt, rotation = (quantity(values.get(f"AP_STAGE_AT_{axis}"), "deg") for axis in "TR")
    return None if x is None or y is None else StagePosition(x=x, y=y, z=z or 0.0, tilt=tilt or 0.0, rotation=rotation or 0.0)
