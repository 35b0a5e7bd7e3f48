"""Bringing the microscope to rest, and remembering why it rests."""

from collections.abc import Iterator
from contextlib import contextmanager

from fractoscope.instruments.server.operation_runner import OperationRunner
from fractoscope.instruments.server.safe_state import PATIENCE, SafeState
from fractoscope.instruments.values import StopReport


class RestKeeper:
    """Ends what is under way and halts, ends and blanks; waits for no lease, lock or turn.

    Parameters
    ----------
    runner
        Its present operation is asked to end.
    safe
        Sends the commands and reads back.

    Attributes
    ----------
    reason
        Why the microscope was brought to rest, until the next action runs; None before that.
    """

    def __init__(self, runner: OperationRunner, safe: SafeState) -> None:
        self._runner = runner
        self._safe = safe
        # Marks, not a counter: setting and looking take no lock, so that a stop never waits for one.
        self._halts: set[object] = set()
        self.reason: str | None = None

    @property
    def under_way(self) -> bool:
        """True while something is being halted: nothing must begin then, or it would be halted too and, in good order, told as done."""
        return bool(self._halts)

    def bring(self, reason: str) -> StopReport:
        """Bring the microscope to rest and say what state is left."""
        with self._nothing_begins():
            cancelled = self._runner.cancel(reason)
            self._safe.reach()
        self.reason = reason
        self._runner.wait_idle(PATIENCE)
        return self._safe.report(cancelled)

    def cut_short(self, action_id: str, reason: str) -> None:
        """Do so only if that operation is the present one, and wait a moment for its end."""
        with self._nothing_begins():
            cancelled = self._runner.cancel(reason, action_id)
            if cancelled is not None:
                self._safe.reach()
        if cancelled is not None:
            self._runner.wait(action_id, PATIENCE)

    @contextmanager
    def _nothing_begins(self) -> Iterator[None]:
        halt = object()
        self._halts.add(halt)
        try:
            yield
        finally:
            self._halts.discard(halt)
