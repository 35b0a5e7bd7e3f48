"""Thermo Fisher files that carry only the XML of tag 34683."""

from xml.etree.ElementTree import Element

from fractoscope.instruments.files.picture_source import PictureSource
from fractoscope.instruments.files.quantity import count, positive, quantity
from fractoscope.instruments.files.tag_text import xml_root
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.values import StagePosition

TITAN_TAG = 34683


def parse_fei_xml(source: PictureSource) -> VendorMetadata | None:
    """Read the XML; all its values are SI. The field of view of the scan gives the pixel size."""
    text = source.text(TITAN_TAG)
    root = None if text is None else xml_root(text)
    if root is None:
        return None
    columns = count(root.findtext("ScanSettings/ScanArea/Width")) or count(root.findtext("ScanSettings/ScanSize/Width"))
    rows = count(root.findtext("ScanSettings/ScanArea/Height")) or count(root.findtext("ScanSettings/ScanSize/Height"))
    width = positive(quantity(root.findtext("Optics/ScanFieldOfView/X")))
    stated = positive(quantity(root.findtext("BinaryResult/PixelSize/X")))
    return VendorMetadata(
        vendor="FEI / Thermo Fisher",
        instrument=root.findtext("Instrument/InstrumentClass") or "",
        pixel_size=stated or (width / columns if width is not None and columns is not None else None),
        scan_columns=columns,
        scan_rows=rows,
        voltage=positive(quantity(root.findtext("Optics/AccelerationVoltage"))),
        current=positive(quantity(root.findtext("Optics/BeamCurrent"))),
        working_distance=positive(quantity(root.findtext("Optics/WorkingDistance"))),
        dwell_time=positive(quantity(root.findtext("ScanSettings/DwellTime"))),
        scan_rotation=quantity(root.findtext("ScanSettings/ScanRotation")),
        detector=root.findtext("Detectors/ScanningDetector/DetectorName") or "",
        position=_position(root.find("StageSettings/StagePosition")),
        acquired=root.findtext("Acquisition/AcquisitionDatetime") or "",
    )


def _position(stage: Element | None) -> StagePosition | None:
    """Return the stage position (m, rad)."""
    if stage is None:
        return None
    x, y, z, tilt, rotation = (quantity(stage.findtext(name)) for name in ("X", "Y", "Z", "Tilt/Alpha", "Rotation"))
    return None if x is None or y is None else StagePosition(x=x, y=y, z=z or 0.0, tilt=tilt or 0.0, rotation=rotation or 0.0)
