"""No move longer than a facility wants to see."""

import math
from dataclasses import dataclass

from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.values import Action, MoveStage


@dataclass(frozen=True)
class StepRule:
    """A wrong coordinate is mostly far away.

    Attributes
    ----------
    step
        Longest way (m), or None.
    turn
        Largest change of an angle (rad), or None.
    """

    step: float | None
    turn: float | None

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `LimitExceeded` for a longer way or a larger turn."""
        if not isinstance(action, MoveStage):
            return
        here, there = situation.position, action.target
        way = math.dist((here.x, here.y, here.z), (there.x, there.y, there.z))
        if self.step is not None and way > self.step:
            raise LimitExceeded(axis="step", value=way, low=0.0, high=self.step, unit="m")
        for axis in ("tilt", "rotation"):
            turn = abs(getattr(there, axis) - getattr(here, axis))
            if self.turn is not None and turn > self.turn:
                raise LimitExceeded(axis=f"change of {axis}", value=turn, low=0.0, high=self.turn, unit="rad")
