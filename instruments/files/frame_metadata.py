"""A vendor's readings turned into a frame's metadata, with nothing made up that is not marked so."""

from math import isclose
from pathlib import Path

from fractoscope.instruments.files.tag_text import note
from fractoscope.instruments.files.vendor_metadata import VendorMetadata
from fractoscope.instruments.values import BeamSettings, FrameMetadata, Pixels, ScanSettings, quantity_text

LEAST_PIXEL, GREATEST_PIXEL = 1e-13, 1e-2
"""Pixel sizes (m) that a picture of a specimen can have; anything else in a file is a mistake."""
SQUARE = 0.01
"""Relative difference of pixel width and height up to which pixels count as square."""


def trusted_pixel_size(vendor: VendorMetadata | None, columns: int, notes: dict[str, str]) -> float | None:
    """Return the vendor's pixel size (m), or None, with a note, where the picture is not as wide as the scan it was taken for."""
    if vendor is None or vendor.pixel_size is None:
        return None
    if not LEAST_PIXEL <= vendor.pixel_size <= GREATEST_PIXEL:
        notes["scale"] = f"dropped: a pixel of {quantity_text(vendor.pixel_size, 'm')} cannot be"
        return None
    if vendor.scan_columns not in (None, columns):
        notes["scale"] = f"dropped: the file is {columns} pixels wide, its scan {vendor.scan_columns}, so it was cropped or resampled"
        return None
    if vendor.pixel_height is not None and not isclose(vendor.pixel_size, vendor.pixel_height, rel_tol=SQUARE):
        notes["pixel_height_m"] = f"{vendor.pixel_height:.9g}"
    return vendor.pixel_size


def frame_metadata(
    path: Path, vendor: VendorMetadata | None, pixels: Pixels, pixel_size: float | None, notes: dict[str, str]
) -> FrameMetadata:
    """Build the metadata of a frame out of a file that is not ours.

    Parameters
    ----------
    path
        The file; its stem becomes the frame's id.
    vendor
        What a parser read, if any did.
    pixels
        The pixels kept.
    pixel_size
        Edge of a pixel (m), if known.
    notes
        What was done to the file so far.

    Returns
    -------
    FrameMetadata
        With `simulated` False: no file of another program says that it was simulated.
    """
    notes = {"source_file": note(path.name), **notes}
    scan: ScanSettings | None = None
    beam: BeamSettings | None = None
    if vendor is not None:
        notes |= {key: note(text) for key, text in _remarks(vendor).items() if text}
        scan, beam = _scan(vendor, pixels), _beam(vendor)
        assumed = _assumed(vendor, scan, beam)
        if assumed:
            notes["assumed"] = assumed
    return FrameMetadata(
        frame_id=note(path.name.removesuffix(".ome.tif") if path.name.endswith(".ome.tif") else path.stem),
        position=None if vendor is None else vendor.position,
        field_width=None if pixel_size is None else pixel_size * pixels.shape[1],
        scan=scan,
        beam=beam,
        instrument="" if vendor is None else note(f"{vendor.vendor} {vendor.instrument}".strip()),
        simulated=False,
        notes=notes,
    )


def _remarks(vendor: VendorMetadata) -> dict[str, str]:
    """Return what the readings say beyond the fields of a frame, and what those fields cannot hold alone."""
    numbers = {
        "voltage_V": vendor.voltage,
        "current_A": vendor.current,
        "working_distance_m": vendor.working_distance,
        "dwell_time_s": vendor.dwell_time,
        "scan_rotation_rad": vendor.scan_rotation,
    }
    texts = {"vendor": vendor.vendor, "detector": vendor.detector, "acquired": vendor.acquired}
    return texts | {key: f"{value:.9g}" for key, value in numbers.items() if value is not None}


def _scan(vendor: VendorMetadata, pixels: Pixels) -> ScanSettings | None:
    """Return the scan if the file tells its detector or its dwell time."""
    if not vendor.detector and vendor.dwell_time is None:
        return None
    told: dict[str, object] = {"dwell_time": vendor.dwell_time, "detector": note(vendor.detector) or None}
    size = {"columns": pixels.shape[1], "rows": pixels.shape[0], "bits": 8 * pixels.itemsize}
    return ScanSettings.model_validate(size | {key: value for key, value in told.items() if value is not None})


def _beam(vendor: VendorMetadata) -> BeamSettings | None:
    """Return the beam if the file tells its voltage."""
    if vendor.voltage is None:
        return None
    told = {"voltage": vendor.voltage, "current": vendor.current, "working_distance": vendor.working_distance}
    return BeamSettings.model_validate({key: value for key, value in told.items() if value is not None})


def _assumed(vendor: VendorMetadata, scan: ScanSettings | None, beam: BeamSettings | None) -> str:
    """Name the fields that hold a default because the file is silent on them."""
    silent = {
        "scan.dwell_time": scan is not None and vendor.dwell_time is None,
        "scan.detector": scan is not None and not vendor.detector,
        "beam.current": beam is not None and vendor.current is None,
        "beam.working_distance": beam is not None and vendor.working_distance is None,
    }
    return " ".join(name for name, absent in silent.items() if absent)
