"""Somebody who saw what physically happened, past everything under test."""

from typing import Protocol

from fractoscope.instruments.values import StagePosition


class Witness(Protocol):
    """What a simulator's own account tells, where there is one."""

    def moves(self) -> int:
        """Return how often the stage set off."""
        ...

    def scans(self) -> int:
        """Return how often the beam was put on the specimen for a frame."""
        ...

    def resting_at(self) -> StagePosition | None:
        """Return where the stage last came to rest, or None if it never moved."""
        ...
