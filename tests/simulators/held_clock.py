"""A virtual clock that stands still in the middle of an action, so that a test can look at it there."""

from threading import Event

from fractoscope.simulators.virtual_clock import VirtualClock

REAL_PAUSE = 0.001
"""Real seconds that a sleeper waits each time while the clock is held: it goes on looking at its watch, and time does not pass."""


class HeldClock(VirtualClock):
    """Runs like a `VirtualClock` until it is held.

    Attributes
    ----------
    held
        Set once somebody sleeps on the clock while it stands still; wait for it with a timeout.
    """

    def __init__(self) -> None:
        super().__init__()
        self.held = Event()
        self._released = Event()
        self._hold_at = float("inf")

    def hold_after(self, seconds: float) -> None:
        """Let that many more virtual seconds pass and then stand still."""
        self.held.clear()
        self._released.clear()
        self._hold_at = self.monotonic() + seconds

    def release(self) -> None:
        """Run again."""
        self._hold_at = float("inf")
        self._released.set()

    def sleep(self, seconds: float) -> None:
        """Let virtual seconds pass, or none while the clock is held."""
        left = self._hold_at - self.monotonic()
        if seconds <= left:
            super().sleep(seconds)
            return
        super().sleep(max(0.0, left))
        self.held.set()
        self._released.wait(REAL_PAUSE)
