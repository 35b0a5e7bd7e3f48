"""Whether anybody still needs a server."""

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.protocols import Clock, Microscope
from fractoscope.instruments.wire.calls import Calls


class IdleWatch:
    """Tells when nobody has called for a while and nobody is in control.

    An agent that was killed and is never resumed would otherwise leave its server, and the microscope in it, running for ever.

    Parameters
    ----------
    microscope
        Its lease and its operation count as being needed.
    calls
        Number of remote calls so far.
    patience
        Seconds without a call, after the last lease ran out.
    clock
        Measures them.
    """

    def __init__(self, microscope: Microscope, calls: Calls, patience: float, clock: Clock) -> None:
        self._microscope = microscope
        self._calls = calls
        self._patience = patience
        self._clock = clock
        self._seen = calls.count
        self._since = clock.monotonic()

    def over(self) -> bool:
        """Return True once nobody has needed the server for as long as that; to be asked now and then."""
        now = self._clock.monotonic()
        if self._calls.count != self._seen:
            self._seen, self._since = self._calls.count, now
        if now - self._since < self._patience:
            return False
        # Only now, so that a microscope at rest is not asked all the time.
        if self._is_in_use():
            self._since = now
            return False
        return True

    def _is_in_use(self) -> bool:
        try:
            state = self._microscope.state()
        except SemError:
            # A microscope that cannot say what it does is no reason to leave it.
            return True
        return state.lease is not None or state.operation is not None
