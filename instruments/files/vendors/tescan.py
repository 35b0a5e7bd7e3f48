"""TESCAN: chunks of ini text in tag 50431, or the same text in a .hdr file beside the picture."""

from collections.abc import Mapping
from struct import unpack_from

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import count, positive, quantity
from fractoscope.instruments.files.tag_text import Sections, decode, ini_sections
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.values import StagePosition

CHUNKS_TAG = 50431
SECTION_BY_KIND = {2: "MAIN", 3: "SEM", 4: "FIB"}
"""What the chunks hold, found in files; kind 1 is a thumbnail."""


def parse_tescan(source: PictureSource) -> VendorMetadata | None:
    """Read the tag, or the .hdr file where there is no tag."""
    raw = source.texts.get(CHUNKS_TAG)
    sections: Sections = _chunks(raw) if raw is not None else {}
    if "MAIN" not in sections:
        sections = ini_sections(source.beside(".hdr") or "")
    main = sections.get("MAIN")
    if main is None:
        return None
    beam = sections.get("SEM") or sections.get("FIB") or {}
    return VendorMetadata(
        vendor="TESCAN",
        instrument=main.get("Device", ""),
        pixel_size=positive(quantity(main.get("PixelSizeX"))),
        pixel_height=positive(quantity(main.get("PixelSizeY"))),
        bar_rows=count(main.get("ImageStripSize")),
        voltage=positive(quantity(beam.get("HV"))) or positive(quantity(beam.get("AcceleratorVoltage"))),
        current=positive(quantity(beam.get("PredictedBeamCurrent"))),
        working_distance=positive(quantity(beam.get("WD"))),
        dwell_time=positive(quantity(beam.get("DwellTime"))),
        scan_rotation=quantity(beam.get("ScanRotation"), "deg"),
        detector=beam.get("Detector", ""),
        position=_position(beam),
        acquired=f"{main.get('Date', '')} {main.get('Time', '')}".strip(),
    )


def _chunks(raw: bytes) -> Sections:
    """Split the tag: length (4 bytes, counting what follows), kind (2 bytes), text; little-endian."""
    sections: dict[str, Mapping[str, str]] = {}
    start = 0
    while start + 6 <= len(raw):
        length, kind = unpack_from("<IH", raw, start)
        if length < 2 or start + 4 + length > len(raw):
            break
        if kind in SECTION_BY_KIND:
            sections[SECTION_BY_KIND[kind]] = ini_sections(decode(raw[start + 6 : start + 4 + length]))[""]
        start += 4 + length
    return sections


def _position(beam: Mapping[str, str]) -> StagePosition | None:
    """Return the stage position; TESCAN writes metres and degrees."""
    x, y, z = (quantity(beam.get(f"Stage{axis}")) for axis in "XYZ")
    tilt, rotation = (quantity(beam.get(name), "deg") for name in ("StageTilt", "StageRotation"))
    return None if x is None or y is None else StagePosition(x=x, y=y, z=z or 0.0, tilt=tilt or 0.0, rotation=rotation or 0.0)
