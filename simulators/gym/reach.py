"""What the environment's microscope can do."""

from math import hypot

from fractoscope.instruments.values import AxisRange

TRAVEL = AxisRange(low=-12e-3, high=12e-3, unit="m")
"""Of the stage, in x and y: the largest specimen and some of its mount."""

FIELD_WIDTH = AxisRange(low=2e-6, high=20e-3, unit="m")

STAGE_SPEED, SETTLING = 2e-3, 0.3
"""Stage (m/s), and the pause (s) after each move."""

FLYBACK = 20e-6
"""Time (s) in which the beam returns to the start of the next line."""

CURRENT = 100e-12
"""Probe current (A)."""

DWELL_TIMES = (0.3e-6, 1e-6, 3e-6, 10e-6)
"""Dwell times on offer (s)."""

DETECTORS = ("SE", "BSE")


def check_reach(x: float, y: float, field_width: float) -> None:
    """Refuse a field that the microscope cannot go to.

    Raises
    ------
    LimitExceeded
        Naming the axis, what was asked and what there is.
    """
    TRAVEL.check("x", x)
    TRAVEL.check("y", y)
    FIELD_WIDTH.check("field_width", field_width)


def move_time(from_x: float, from_y: float, x: float, y: float) -> float:
    """Return how long the stage takes from place to place (s); 0 where it stays."""
    way = hypot(x - from_x, y - from_y)
    return way / STAGE_SPEED + SETTLING if way > 0 else 0.0


def scan_time(columns: int, rows: int, dwell_time: float) -> float:
    """Return how long a scan takes (s)."""
    return columns * rows * dwell_time + rows * FLYBACK


def scan_dose(columns: int, rows: int, dwell_time: float) -> float:
    """Return the charge that a scan puts on the specimen (C)."""
    return CURRENT * columns * rows * dwell_time
