"""What every rule is."""

from typing import Protocol

from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.values import Action


class Rule(Protocol):
    """One reason for which an action may be refused."""

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `LimitExceeded` or `InterlockOpen` if the action must not start now; change nothing."""
        ...
