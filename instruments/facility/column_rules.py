"""How the beam may be set."""

from fractoscope.instruments.facility.bounds import Bounds, Positive
from fractoscope.instruments.values import FrozenValue


class ColumnRules(FrozenValue):
    """Table `[column]` of a facility file; what is left out is as the microscope has it.

    Attributes
    ----------
    voltage_V
        Accelerating voltage (V).
    current_A
        Probe current (A).
    smallest_working_distance_m
        Shortest distance from the pole piece at which the beam may be focused (m).
    """

    voltage_V: Bounds | None = None  # noqa: N815 - the unit's own letter
    current_A: Bounds | None = None  # noqa: N815 - the unit's own letter
    smallest_working_distance_m: Positive | None = None
