"""How the specimen may be scanned."""

from fractoscope.instruments.facility.bounds import Bounds, Positive
from fractoscope.instruments.values import FrozenValue


class ScanRules(FrozenValue):
    """Table `[scan]` of a facility file; what is left out is as the microscope has it.

    Attributes
    ----------
    field_width_m
        Horizontal field width (m).
    dwell_time_s
        Time on one pixel (s).
    no_move_unblanked_below_m
        Field width (m) below which the stage does not move while the beam is on: a beam parked there at high magnification would draw a
        line of high dose, or show that a person is at work.
    """

    field_width_m: Bounds | None = None
    dwell_time_s: Bounds | None = None
    no_move_unblanked_below_m: Positive | None = None
