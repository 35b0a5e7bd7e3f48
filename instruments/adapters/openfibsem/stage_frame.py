"""Stage positions of fibsem and ours.

Both count metres and radians. In the raw coordinates of the demo and of ThermoFisher's stages, a feature to the right of the image's
centre at scan rotation 0 is centred by a larger x, one above it by a larger y, and a larger z brings the stage nearer to the pole piece
(fibsem: `ThermoMicroscope.stable_move`, `vertical_move`). That is our frame, so no sign changes. TESCAN's stage is inverted in all three.
"""

import math
from typing import Any

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import StagePosition

NAMES = {"x": "x", "y": "y", "z": "z", "tilt": "t", "rotation": "r"}
"""Our axes and fibsem's."""

STANDSTILL = 1e-6
"""Difference (m, rad) up to which an axis counts as left where it is, as in the server's limit check."""


def from_fibsem(position: Any) -> StagePosition:
    """Return a position that was read back.

    Raises
    ------
    HardwareFault
        If an axis is missing or no number: none is guessed.
    """
    values = {name: getattr(position, theirs) for name, theirs in NAMES.items()}
    if any(value is None or not math.isfinite(value) for value in values.values()):
        raise HardwareFault(vendor_code="stage_position", vendor_text=f"the position read back is incomplete: {values}")
    return StagePosition(**{name: float(value) for name, value in values.items()})


def to_fibsem(target: StagePosition, here: StagePosition, structures: Any) -> Any:
    """Return a position to travel to.

    x and y are always named. The others are named only where they change: a driver that is asked for a z that the stage has already may
    move it all the same, because z is coupled to the working distance.

    Parameters
    ----------
    target, here
        Where to, and where from.
    structures
        fibsem's module.
    """
    values = {NAMES[name]: value for name, value in target if name in ("x", "y") or abs(value - getattr(here, name)) > STANDSTILL}
    return structures.FibsemStagePosition(**values, coordinate_system="RAW")


def difference(axis: str, one: float, other: float) -> float:
    """Return how far apart two values of an axis are; a full turn of the rotation is none."""
    return abs(math.remainder(one - other, 2 * math.pi)) if axis == "rotation" else abs(one - other)
