"""Whether a frame, or the stage, is where it was to be."""

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import Frame, StagePosition, quantity_text

ARRIVED = 2e-6
"""Distance (m) within which a stage counts as arrived: about the repeatability of an SEM's stage."""

ARRIVED_SHARE = 0.05
"""Or this share of the field width, if it is more: the field asked for is then in the picture all the same."""


def require_in_place(frame: Frame, place: StagePosition, what: str) -> None:
    """Refuse a frame whose centre is not the place where it was to be taken.

    Parameters
    ----------
    frame
        With the position read back at the end of its scan; one that tells none is not held against it.
    place
        Target of the move before it, or the stage as it is read back now.
    what
        What that place is, for the error.

    Raises
    ------
    HardwareFault
        If the centre lies farther away than `ARRIVED` and `ARRIVED_SHARE` of the field width ("FRAME_ELSEWHERE").
    """
    position, width = frame.metadata.position, frame.metadata.field_width
    if position is None or width is None:
        return
    distance = position.distance(place)
    if distance > max(ARRIVED, ARRIVED_SHARE * width):
        text = f"frame {frame.metadata.frame_id}, {quantity_text(width, 'm')} wide, is centred {quantity_text(distance, 'm')} from {what}"
        raise HardwareFault(vendor_code="FRAME_ELSEWHERE", vendor_text=text)
