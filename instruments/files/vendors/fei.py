"""FEI and Thermo Fisher: ini text in tag 34682 (older 34680) or appended to the file."""

from collections.abc import Mapping

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import count, positive, quantity
from fractoscope.instruments.files.tag_text import Sections, decode, ini_sections
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.values import StagePosition

HELIOS_TAG = 34682
SFEG_TAG = 34680


def parse_fei(source: PictureSource) -> VendorMetadata | None:
    """Read the ini text of a tag, or of the end of the file where there is no tag."""
    text = source.text(HELIOS_TAG) or source.text(SFEG_TAG)
    if text is None:
        start = source.tail.rfind(b"[User]")
        if start < 0:
            return None
        text = decode(source.tail[start:])
    sections = ini_sections(text)
    beam = _beam(sections)
    scan = sections.get("Scan") or sections.get("EScan") or sections.get("IScan") or {}
    image = sections.get("Image", {})
    stage = sections.get("Stage", beam)
    columns = count(image.get("ResolutionX"))
    pixel_size = positive(quantity(scan.get("PixelWidth")))
    field_width = positive(quantity(beam.get("HFW")))
    if pixel_size is None and field_width is not None and columns is not None:
        pixel_size = field_width / columns
    system = sections.get("System", {})
    user = sections.get("User", {})
    return VendorMetadata(
        vendor="FEI / Thermo Fisher",
        instrument=system.get("SystemType", ""),
        pixel_size=pixel_size,
        pixel_height=positive(quantity(scan.get("PixelHeight"))),
        scan_columns=columns,
        scan_rows=count(image.get("ResolutionY")),
        bar_rows=count(sections.get("PrivateFei", {}).get("DatabarHeight")),
        voltage=positive(quantity(beam.get("HV"))),
        current=positive(quantity(beam.get("BeamCurrent"))),
        working_distance=positive(quantity(beam.get("WD"))) or positive(quantity(stage.get("WorkingDistance"))),
        dwell_time=positive(quantity(scan.get("Dwelltime"))) or positive(quantity(scan.get("Dwell"))),
        scan_rotation=quantity(beam.get("ScanRotation")),
        detector=_detector(sections),
        position=_position(stage),
        acquired=f"{user.get('Date', '')} {user.get('Time', '')}".strip(),
    )


def _beam(sections: Sections) -> dict[str, str]:
    """Return the section of the beam that scanned, completed by [Beam]."""
    general = sections.get("Beam", {})
    name = general.get("Beam", "EBeam" if "EBeam" in sections else "IBeam")
    return {**general, **{key: value for key, value in sections.get(name, {}).items() if value}}


def _detector(sections: Sections) -> str:
    """Return the detector's name; files without [Detectors] still have a section named after it."""
    name = sections.get("Detectors", {}).get("Name", "")
    return name or next((section for section, keys in sections.items() if {"Contrast", "Brightness", "Signal"} <= set(keys)), "")


def _position(stage: Mapping[str, str]) -> StagePosition | None:
    """Return the stage position; FEI writes metres and radians."""
    x, y = quantity(stage.get("StageX")), quantity(stage.get("StageY"))
    if x is None or y is None:
        return None
    tilt = quantity(stage.get("StageT")) or quantity(stage.get("StageTa")) or 0.0
    return StagePosition(x=x, y=y, z=quantity(stage.get("StageZ")) or 0.0, tilt=tilt, rotation=quantity(stage.get("StageR")) or 0.0)
