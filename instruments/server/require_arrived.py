"""Whether a move that is reported as done was one."""

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import StagePosition, quantity_text

FARTHEST_REST = 20e-6
"""Distance (m) from its target beyond which a stage at rest has not arrived: ten times the repeatability of an SEM's stage."""


def require_arrived(target: StagePosition, reported: StagePosition, read_back: StagePosition) -> None:
    """Refuse to call a move done that ended elsewhere, whatever the driver says of it.

    Parameters
    ----------
    target
        What was asked.
    reported
        What the driver returned.
    read_back
        Where the stage says it is now.

    Raises
    ------
    HardwareFault
        "STAGE_STALLED" if the driver itself reports another place, "STAGE_MISSED" if only the read-back shows it.
    """
    short, off = _distance(reported, target), _distance(read_back, target)
    if short > FARTHEST_REST:
        text = f"the stage stopped {quantity_text(short, 'm')} from its target and says that it is not moving"
        raise HardwareFault(vendor_code="STAGE_STALLED", vendor_text=text)
    if off > FARTHEST_REST:
        text = f"the stage reports that it arrived and rests {quantity_text(off, 'm')} from its target"
        raise HardwareFault(vendor_code="STAGE_MISSED", vendor_text=text)


def _distance(one: StagePosition, other: StagePosition) -> float:
    return max(abs(one.x - other.x), abs(one.y - other.y), abs(one.z - other.z))
