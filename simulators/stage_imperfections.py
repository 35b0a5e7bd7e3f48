"""What the mechanics of a stage get wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class StageImperfections:
    """By how much a table strays from where the encoders on its drives say that it is; all zero is a perfect stage.

    Attributes
    ----------
    backlash
        Full play of the drive of each axis (m, rad): a reversal turns the drive by so much before the table follows.
    creep
        How far the table of each axis lags behind its drive at the end of a long travel (m, rad).
    creep_time
        Time (s) in which the lag falls to 1/e once the drive stands.
    fresh_drift, steady_drift
        Speed (m/s) of the thermal drift in x and y: what a move adds, and what stays for ever.
    drift_time
        Time (s) in which the added drift falls to 1/e.
    """

    backlash: Mapping[str, float] = field(default_factory=dict)
    creep: Mapping[str, float] = field(default_factory=dict)
    creep_time: float = 1.0
    fresh_drift: float = 0.0
    steady_drift: float = 0.0
    drift_time: float = 1.0


PERFECT = StageImperfections()
"""The table is where the encoders say."""

ORDINARY = StageImperfections(
    backlash={"x": 2e-6, "y": 2e-6, "z": 4e-6, "tilt": 0.5e-3, "rotation": 1e-3},
    creep={"x": 0.4e-6, "y": 0.4e-6, "z": 0.2e-6},
    creep_time=1.5,
    fresh_drift=3e-9,
    steady_drift=0.2e-9,
    drift_time=240.0,
)
"""A motorised stage with encoders on its motors: play of a few micrometres, and a drift of a few tens of nanometres a minute at first.

Chosen, not measured on one instrument; data sheets state about 2 µm of repeatability for such stages.
"""
