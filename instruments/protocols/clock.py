"""Time as an argument, so that tests and simulators choose how fast it runs."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A source of time."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        ...

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let that many seconds of this clock pass."""
        ...
