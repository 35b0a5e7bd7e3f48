"""A clock on which waiting takes no time."""

from datetime import UTC, datetime, timedelta
from threading import Lock

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Where virtual time starts unless told otherwise; fixed, so that stamps repeat."""


class VirtualClock:
    """Time that passes only when somebody sleeps; safe to share between threads.

    Parameters
    ----------
    start
        Time of day (UTC) at the first moment.
    """

    def __init__(self, start: datetime = EPOCH) -> None:
        self._start = start
        self._elapsed = 0.0
        self._lock = Lock()

    def monotonic(self) -> float:
        """Return the virtual seconds that have passed."""
        with self._lock:
            return self._elapsed

    def now(self) -> datetime:
        """Return the virtual time of day in UTC."""
        return self._start + timedelta(seconds=self.monotonic())

    def sleep(self, seconds: float) -> None:
        """Let virtual seconds pass and return at once.

        Raises
        ------
        ValueError
            If `seconds` is negative.
        """
        if seconds < 0:
            raise ValueError(f"cannot sleep {seconds} s")
        with self._lock:
            self._elapsed += seconds
