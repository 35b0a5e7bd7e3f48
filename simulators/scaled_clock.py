"""A clock that runs faster than the world, so that stage travel keeps its proportions in a demonstration."""

import time
from datetime import UTC, datetime, timedelta


class ScaledClock:
    """Real time multiplied; at rate 1 an ordinary clock.

    Stamps begin at the real time of day and then run ahead of it, so a frame's start and end show simulated time.

    Parameters
    ----------
    rate
        Simulated seconds in a real second, above 0.

    Raises
    ------
    ValueError
        If `rate` is not above 0.
    """

    def __init__(self, rate: float = 1.0) -> None:
        if not rate > 0:
            raise ValueError(f"the clock's rate must be above 0, not {rate}")
        self.rate = rate
        self._real_start = time.monotonic()
        self._start = datetime.now(UTC)

    def monotonic(self) -> float:
        """Return simulated seconds since the clock was made."""
        return (time.monotonic() - self._real_start) * self.rate

    def now(self) -> datetime:
        """Return the simulated time of day in UTC."""
        return self._start + timedelta(seconds=self.monotonic())

    def sleep(self, seconds: float) -> None:
        """Let simulated seconds pass."""
        time.sleep(seconds / self.rate)
