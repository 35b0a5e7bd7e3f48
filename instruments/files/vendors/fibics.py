"""Fibics pattern generators (on Zeiss and other columns): XML in tag 51023."""

from xml.etree.ElementTree import Element

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import count, positive, quantity
from fractoscope.instruments.files.tag_text import xml_root
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.values import StagePosition

FIBICS_TAG = 51023


def parse_fibics(source: PictureSource) -> VendorMetadata | None:
    """Read `<Fibics>`; the field of view over the picture's width gives the pixel size. The beam current's unit is not stated."""
    text = source.text(FIBICS_TAG)
    root = None if text is None else xml_root(text)
    if root is None or root.tag != "Fibics":
        return None
    columns = count(root.findtext("Image/Width"))
    width = positive(_value(root, "Scan/FOV_X"))
    x, y, z, tilt, rotation = (_value(root, f"Stage/{name}") for name in ("X", "Y", "Z", "Tilt", "Rot"))
    return VendorMetadata(
        vendor="Fibics",
        instrument=root.findtext("Image/Beam") or "",
        pixel_size=None if width is None or columns is None else width / columns,
        scan_columns=columns,
        scan_rows=count(root.findtext("Image/Height")),
        voltage=positive(quantity(root.findtext("BeamInfo/item[@name='AccV']"))),
        working_distance=positive(quantity(root.findtext("Scan/Focus"))),
        dwell_time=positive(_value(root, "Scan/Dwell")),
        scan_rotation=_value(root, "Scan/ScanRot"),
        detector=root.findtext("Image/Detector") or "",
        position=None if x is None or y is None else StagePosition(x=x, y=y, z=z or 0.0, tilt=tilt or 0.0, rotation=rotation or 0.0),
        acquired=root.findtext("Application/Date") or "",
    )


def _value(root: Element, name: str) -> float | None:
    """Return an element's value in SI by its `units` attribute, or None."""
    element = root.find(name)
    return None if element is None else quantity(element.text, element.get("units", ""))
