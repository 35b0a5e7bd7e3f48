"""Zeiss Orion helium-ion microscope: XML in tag 65000 with a value and a unit in each element."""

from xml.etree.ElementTree import Element

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import count, positive, quantity
from fractoscope.instruments.files.tag_text import xml_root
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.values import StagePosition

ORION_TAG = 65000


def parse_zeiss_orion(source: PictureSource) -> VendorMetadata | None:
    """Read `<ImageTags>`."""
    text = source.text(ORION_TAG)
    root = None if text is None else xml_root(text)
    if root is None or root.tag != "ImageTags":
        return None
    x, y, z, tilt, rotation = (_value(root, name) for name in ("StageX", "StageY", "StageZ", "StageTilt", "StageRotate"))
    position = None if x is None or y is None else StagePosition(x=x, y=y, z=z or 0.0, tilt=tilt or 0.0, rotation=rotation or 0.0)
    return VendorMetadata(
        vendor="Zeiss Orion",
        instrument=root.findtext("System.Model/Value") or "",
        pixel_size=positive(_value(root, "ScalingX")),
        pixel_height=positive(_value(root, "ScalingY")),
        scan_columns=count(root.findtext("ImageWidth/Value")),
        scan_rows=count(root.findtext("ImageHeight/Value")),
        voltage=positive(_value(root, "AccelerationVoltage")),
        current=positive(_value(root, "GFIS.BeamCurrent")),
        working_distance=positive(_value(root, "WorkingDistance")),
        dwell_time=positive(_value(root, "DwellTime")),
        scan_rotation=_value(root, "ScanRotate"),
        detector=root.findtext("DetectorName/Value") or "",
        position=position,
        acquired=root.findtext("TimeStamp/Value") or "",
    )


def _value(root: Element, name: str) -> float | None:
    """Return an element's value in SI, or None."""
    return quantity(root.findtext(f"{name}/Value"), root.findtext(f"{name}/Units") or "")
