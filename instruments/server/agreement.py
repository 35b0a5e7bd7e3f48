"""When what is read back counts as what was asked: used after every action, and after a crash."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from fractoscope.instruments.values import BeamSettings, StagePosition

ARRIVED = 5e-6
"""Distance (m) from its target at which a stage may rest: a few times the repeatability of an SEM's stage."""

TURNED = 1e-3
"""Angle (rad) from its target at which a stage may rest."""

RELATIVE: Mapping[str, float] = {
    "voltage": 0.01,
    "current": 0.05,
    "working_distance": 1e-3,
    "stigmator_x": 0.0,
    "stigmator_y": 0.0,
    "beam_shift_x": 0.01,
    "beam_shift_y": 0.01,
}
"""Share of the setting by which the column may miss it; a probe current is the least repeatable of them."""

ABSOLUTE: Mapping[str, float] = {
    "voltage": 10.0,
    "current": 1e-13,
    "working_distance": 1e-6,
    "stigmator_x": 1e-3,
    "stigmator_y": 1e-3,
    "beam_shift_x": 10e-9,
    "beam_shift_y": 10e-9,
}
"""What is allowed in addition (V, A, m, 1, 1, m, m): the steps in which a column's converters count."""

UNITS: Mapping[str, str] = {
    **dict.fromkeys(("x", "y", "z", "working_distance", "beam_shift_x", "beam_shift_y"), "m"),
    **dict.fromkeys(("tilt", "rotation"), "rad"),
    "voltage": "V",
    "current": "A",
}


class Disagreement(NamedTuple):
    """The axis or setting that is farthest off, measured in its tolerance.

    Attributes
    ----------
    name
        Of the axis or setting.
    error, tolerance
        In `unit`; the error is not negative.
    unit
        SI unit, or "" for a number without one.
    """

    name: str
    error: float
    tolerance: float
    unit: str


def stage_disagreement(read: StagePosition, target: StagePosition) -> Disagreement | None:
    """Return by how much a stage misses its target, or None if every axis is within its tolerance; a full turn is no error."""
    errors = {name: abs(value - getattr(target, name)) for name, value in read}
    errors["rotation"] = abs(math.remainder(errors["rotation"], math.tau))
    return _worst(errors, {name: TURNED if UNITS[name] == "rad" else ARRIVED for name in errors})


def beam_disagreement(read: BeamSettings, asked: BeamSettings) -> Disagreement | None:
    """Return by how much a column misses what was asked, or None if every setting is within its tolerance."""
    errors = {name: abs(getattr(read, name) - getattr(asked, name)) for name in RELATIVE}
    tolerances = {name: RELATIVE[name] * abs(getattr(asked, name)) + ABSOLUTE[name] for name in RELATIVE}
    if read.blanked is not asked.blanked:
        return Disagreement("blanked", 1.0, 0.0, "")
    return _worst(errors, tolerances)


def _worst(errors: Mapping[str, float], tolerances: Mapping[str, float]) -> Disagreement | None:
    name = max(errors, key=lambda each: errors[each] / tolerances[each])
    if errors[name] <= tolerances[name]:
        return None
    return Disagreement(name, errors[name], tolerances[name], UNITS.get(name, ""))
