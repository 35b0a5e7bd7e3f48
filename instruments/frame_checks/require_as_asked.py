"""Identity, size and depth."""

from math import isclose

from fractoscope.instruments.errors import HardwareFault, StaleFrame
from fractoscope.instruments.values import AcquireFrame, Frame

SAME_WIDTH = 0.02
"""Relative difference of field widths that a microscope's own steps of magnification may make."""


def require_as_asked(frame: Frame, frame_id: str, asked: AcquireFrame) -> None:
    """Refuse a frame of another id, size, depth or field width than was asked for.

    What a microscope does not tell (None) cannot be held against it.

    Parameters
    ----------
    frame
        As it came.
    frame_id
        Action id of the acquisition.
    asked
        The acquisition.

    Raises
    ------
    StaleFrame
        If the frame is signed with another id.
    HardwareFault
        If it is of another size, depth or field width ("FRAME_NOT_AS_ASKED").
    """
    metadata, scan = frame.metadata, asked.scan
    if metadata.frame_id != frame_id:
        raise StaleFrame(frame_id=frame_id, reason=f"the instrument gave frame {metadata.frame_id} in its place")
    rows, columns = frame.pixels.shape
    bits = 8 * frame.pixels.dtype.itemsize
    if (columns, rows, bits) != (scan.columns, scan.rows, scan.bits):
        came = f"{columns} by {rows} pixels of {bits} bits"
        raise _not_as_asked(frame_id, came, f"{scan.columns} by {scan.rows} of {scan.bits} bits were asked for")
    if metadata.field_width is not None and not isclose(metadata.field_width, asked.field_width, rel_tol=SAME_WIDTH):
        raise _not_as_asked(frame_id, f"a field {metadata.field_width:.4g} m wide", f"{asked.field_width:.4g} m were asked for")


def _not_as_asked(frame_id: str, came: str, asked: str) -> HardwareFault:
    return HardwareFault(vendor_code="FRAME_NOT_AS_ASKED", vendor_text=f"frame {frame_id} came with {came}; {asked}")
