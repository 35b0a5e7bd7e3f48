"""No more actions a minute than a person can follow."""

from dataclasses import dataclass

from fractoscope.instruments.errors import InterlockOpen
from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.values import Action

WINDOW = 60.0
"""Seconds in which starts are counted."""

ACTION_RATE = "action rate"
"""Name of this interlock: unlike others, waiting is all that it takes."""


@dataclass(frozen=True)
class PaceRule:
    """Holds for every action, whoever asks.

    Attributes
    ----------
    most
        Starts allowed within `WINDOW`.
    """

    most: int

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `InterlockOpen` with the time to wait."""
        recent = [start for start in situation.starts if situation.now - start < WINDOW]
        if len(recent) >= self.most:
            wait = recent[len(recent) - self.most] + WINDOW - situation.now
            raise InterlockOpen(
                interlock=ACTION_RATE,
                remedy=f"wait {wait:.1f} s; the facility allows {self.most} actions a minute and {len(recent)} started",
            )
