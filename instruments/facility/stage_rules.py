"""Where the stage may go."""

from fractoscope.instruments.facility.bounds import Bounds, Positive
from fractoscope.instruments.values import FrozenValue


class StageRules(FrozenValue):
    """Table `[stage]` of a facility file; what is left out is as the microscope has it.

    Attributes
    ----------
    x_m, y_m, z_m
        Envelope (m).
    tilt_rad, rotation_rad
        Envelope (rad).
    largest_step_m
        Longest way of one move: the root of the squares of x, y and z (m).
    largest_turn_rad
        Largest change of tilt or of rotation in one move (rad).
    """

    x_m: Bounds | None = None
    y_m: Bounds | None = None
    z_m: Bounds | None = None
    tilt_rad: Bounds | None = None
    rotation_rad: Bounds | None = None
    largest_step_m: Positive | None = None
    largest_turn_rad: Positive | None = None
