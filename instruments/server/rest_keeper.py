"""Bringing the microscope to rest, and remembering why it rests."""

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
        self.reason: str | None = None

    def bring(self, reason: str) -> StopReport:
        """Bring the microscope to rest and say what state is left."""
        cancelled = self._runner.cancel(reason)
        self._safe.reach()
        self.reason = reason
        self._runner.wait_idle(PATIENCE)
        return self._safe.report(cancelled)

    def cut_short(self, action_id: str, reason: str) -> None:
        """Do so only if that operation is the present one, and wait a moment for its end."""
        if self._runner.cancel(reason, action_id) is not None:
            self._safe.reach()
            self._runner.wait(action_id, PATIENCE)
