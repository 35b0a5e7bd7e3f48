"""OME-TIFF of other programs: the physical pixel size of the first image."""

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import positive, quantity
from fractoscope.instruments.files.tag_text import xml_root
from fractoscope.instruments.files.vendor_metadata import VendorMetadata

DESCRIPTION_TAG = 270


def parse_ome(source: PictureSource) -> VendorMetadata | None:
    """Read PhysicalSizeX with its unit (µm where none is given, as the OME schema says)."""
    text = source.text(DESCRIPTION_TAG) or ""
    if not text.rstrip().endswith("OME>"):
        return None
    root = xml_root(text)
    pixels = None if root is None else root.find("Image/Pixels")
    if pixels is None:
        return None
    width, height = (quantity(pixels.get(f"PhysicalSize{axis}"), pixels.get(f"PhysicalSize{axis}Unit", "µm")) for axis in "XY")
    return VendorMetadata(vendor="OME-TIFF", pixel_size=positive(width), pixel_height=positive(height))
