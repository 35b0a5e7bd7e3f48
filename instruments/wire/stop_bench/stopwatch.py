"""The moments at which the adapter's own stopping calls took effect."""

from collections.abc import Callable
from functools import wraps
from time import perf_counter

from fractoscope.instruments.protocols import Adapter
from fractoscope.instruments.values import FrozenValue


class Moment(FrozenValue):
    """A stopping call that found something to stop.

    Attributes
    ----------
    effect
        halt (of a stage that moved), end_scan (of a running scan), or blank (of a beam that was on the specimen).
    time
        When the adapter's call returned (s of `perf_counter`, which all processes of one machine share).
    """

    effect: str
    time: float


class Stopwatch:
    """Notes what stops an adapter; it stands in the adapter itself, so that calls which the adapter makes on its own count too.

    Two threads that halt one stage at once may both be noted. The later one then makes a stop look slower than it was, never faster.

    Parameters
    ----------
    adapter
        Its `halt`, `end_scan` and `blank` are replaced by ones that are timed.
    """

    def __init__(self, adapter: Adapter) -> None:
        self._moments: list[Moment] = []
        self._time(adapter.stage, "halt", adapter.stage.moving)
        self._time(adapter.scanner, "end_scan", adapter.scanner.scanning)
        self._time(adapter.column, "blank", lambda: not adapter.column.beam().blanked)

    def take(self) -> list[Moment]:
        """Return the moments since the last call, and forget them."""
        taken, self._moments = self._moments, []
        return taken

    def _time(self, ability: object, effect: str, at_work: Callable[[], bool]) -> None:
        command: Callable[[], None] = getattr(ability, effect)

        @wraps(command)
        def timed() -> None:
            found = at_work()
            command()
            if found:
                self._moments.append(Moment(effect=effect, time=perf_counter()))

        setattr(ability, effect, timed)
