"""Writes how operations ended, and keeps what the disk would not take until it does."""

import logging

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.server.effect_ledger import EffectLedger
from fractoscope.instruments.values import Operation, Phase

log = logging.getLogger(__name__)


class EndRecorder:
    """Between the operations and the ledger.

    Parameters
    ----------
    ledger
        Where ends are written.
    clock
        Dates them.
    """

    def __init__(self, ledger: EffectLedger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._pending: dict[str, Operation] = {}

    def record(self, operation: Operation) -> Operation:
        """Write an end and return it; if the ledger refuses, return it as failed, with the reason, to be written later."""
        try:
            self._ledger.finish(operation, self._clock.now().isoformat())
        except SemError as error:
            log.exception("the end of %s (%s) is not in the ledger yet", operation.action_id, operation.phase)
            operation = operation.replace(phase=Phase.FAILED, outcome=None, error=error.to_dict())
            self._pending[operation.action_id] = operation
        return operation

    def unrecorded(self, action_id: str) -> Operation | None:
        """Return an end that is not in the ledger yet, or None."""
        return self._pending.get(action_id)

    def retry(self) -> None:
        """Write what is waiting, as far as the ledger takes it."""
        for action_id, operation in list(self._pending.items()):
            try:
                self._ledger.finish(operation, self._clock.now().isoformat())
            except SemError:
                return
            self._pending.pop(action_id, None)
