"""From the numbers of actions and observations, -1 to 1 as learners like them, to metres and back."""

from math import log10

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.gym.reach import FIELD_WIDTH, TRAVEL

FAR = 1.25 * TRAVEL.high
"""What 1 means in x, y (m): beyond the limits, for a policy has to learn them, as on a real instrument."""

BEYOND = 0.2
"""Decades by which -1 and 1 lie beyond the narrowest and the widest field."""

_NARROW, _WIDE = log10(FIELD_WIDTH.low) - BEYOND, log10(FIELD_WIDTH.high) + BEYOND


def to_place(values: NDArray[np.float32]) -> tuple[float, float]:
    """Return x, y (m) of two numbers."""
    return FAR * float(values[0]), FAR * float(values[1])


def from_place(x: float, y: float) -> NDArray[np.float32]:
    """Return the numbers of a place (m), float32: exact to 2 nm."""
    return np.array([x / FAR, y / FAR], np.float32)


def to_field_width(values: NDArray[np.float32]) -> float:
    """Return the field width (m) of a number; even steps of the number are even steps of the width's logarithm."""
    return float(10.0 ** (_NARROW + (float(values[0]) + 1) / 2 * (_WIDE - _NARROW)))


def from_field_width(field_width: float) -> NDArray[np.float32]:
    """Return the number of a field width (m), in an array of one."""
    return np.array([2 * (log10(field_width) - _NARROW) / (_WIDE - _NARROW) - 1], np.float32)
