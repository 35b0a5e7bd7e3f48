"""What a vendor's file tells about the scan, before it becomes a frame's metadata."""

from dataclasses import dataclass

from fractoscope.instruments.values import StagePosition


@dataclass(frozen=True, kw_only=True)
class VendorMetadata:
    """Readings of one parser, in SI units; None where the file does not tell.

    Attributes
    ----------
    vendor
        Who wrote the file, in plain words.
    instrument
        Model of the instrument, or empty.
    pixel_size, pixel_height
        Width and height of a pixel on the specimen (m); `pixel_height` only where the file gives it apart.
    scan_columns, scan_rows
        Size of the scanned picture without databar; the pixel size holds for this many columns.
    bar_rows
        Rows of a databar that the file says it has at the bottom.
    voltage, current, working_distance, dwell_time
        Accelerating voltage (V), probe current (A), working distance (m), time on one pixel (s).
    scan_rotation
        Angle of the scan (rad), by which the picture's axes are turned from the stage's.
    detector
        Name of the detector, or empty.
    position
        Stage position (m, rad), with 0 on axes that the file does not tell.
    acquired
        Date and time as the file writes them: local time, so it is kept as text.
    """

    vendor: str
    instrument: str = ""
    pixel_size: float | None = None
    pixel_height: float | None = None
    scan_columns: int | None = None
    scan_rows: int | None = None
    bar_rows: int | None = None
    voltage: float | None = None
    current: float | None = None
    working_distance: float | None = None
    dwell_time: float | None = None
    scan_rotation: float | None = None
    detector: str = ""
    position: StagePosition | None = None
    acquired: str = ""
