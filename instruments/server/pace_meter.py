"""When actions started, and how long none has been under way."""

from fractoscope.instruments.facility.pace_rule import WINDOW
from fractoscope.instruments.protocols import Clock


class PaceMeter:
    """Remembers a minute of starts and the last sign of activity.

    Parameters
    ----------
    clock
        Measures both; activity counts from now.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._starts: tuple[float, ...] = ()
        self._active = clock.monotonic()
        self._told = False

    @property
    def starts(self) -> tuple[float, ...]:
        """Times at which actions started within the last `WINDOW` seconds."""
        return self._starts

    def note_start(self) -> None:
        """Say that an action starts now."""
        now = self._clock.monotonic()
        self._starts = (*(start for start in self._starts if now - start < WINDOW), now)
        self.note_activity()

    def note_activity(self) -> None:
        """Say that an action is under way."""
        self._active = self._clock.monotonic()
        self._told = False

    def idle_beyond(self, seconds: float) -> bool:
        """Return True once, as soon as nothing has been under way for longer than so many seconds."""
        if self._told or self._clock.monotonic() - self._active <= seconds:
            return False
        self._told = True
        return True
