"""The thread of communication with a blocking call of an adapter."""

from fractoscope.instruments.errors import OperationCancelled, OperationTimedOut
from fractoscope.instruments.protocols import Clock


class OperationWatch:
    """Progress comes out, the wish to end goes in; both without a lock, so that a stop never waits here.

    Parameters
    ----------
    action_id
        Named in the errors.
    timeout
        Seconds of `clock` after which the action must end.
    clock
        Starts counting now.

    Attributes
    ----------
    begun
        True from just before the adapter is called: an action that ends earlier never ran.
    """

    def __init__(self, action_id: str, timeout: float, clock: Clock) -> None:
        self._action_id = action_id
        self._timeout = timeout
        self._clock = clock
        self._deadline = clock.monotonic() + timeout
        self._reason: str | None = None
        self.begun = False
        self.progress = 0.0

    def report(self, progress: float) -> None:
        """Say how far the action has come, from 0 to 1."""
        self.progress = min(max(progress, 0.0), 1.0)

    def begin(self) -> None:
        """Say that the adapter is called now; raises as `raise_if_cancelled`, and the action then never ran."""
        self.raise_if_cancelled()
        self.begun = True

    def cancel(self, reason: str) -> None:
        """Ask the action to end; the first reason stands."""
        self._reason = self._reason or reason

    @property
    def must_end(self) -> bool:
        """True once the action was cancelled or its time is up."""
        return self._reason is not None or self.overdue_by > 0

    @property
    def overdue_by(self) -> float:
        """Seconds past the deadline, negative before it."""
        return self._clock.monotonic() - self._deadline

    def raise_if_cancelled(self) -> None:
        """Raise `OperationCancelled` or `OperationTimedOut` once the action must end."""
        if self._reason is not None:
            raise OperationCancelled(action_id=self._action_id, reason=self._reason)
        if self.overdue_by > 0:
            raise OperationTimedOut(action_id=self._action_id, timeout=self._timeout)
