"""A clock that stands still in the middle of an action."""

from threading import Event
from typing import Protocol

from fractoscope.instruments.protocols import Clock


class HoldableClock(Clock, Protocol):
    """Time of a simulator that a test can stop; no real microscope has one."""

    held: Event
    """Set once somebody sleeps on the clock while it stands still."""

    def hold_after(self, seconds: float) -> None:
        """Let that many more seconds pass and then stand still."""
        ...

    def release(self) -> None:
        """Run again."""
        ...
