"""Writes how operations ended, and keeps what the disk would not take until it does."""

import logging

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.facility import Exposure
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.server.dose_book import DoseBook
from fractoscope.instruments.server.effect_ledger import EffectLedger
from fractoscope.instruments.values import Operation, Phase

log = logging.getLogger(__name__)


class EndRecorder:
    """Between the operations and the ledger.

    Parameters
    ----------
    ledger
        Where ends are written.
    dose
        Tells what an ended action counts as.
    clock
        Dates them.
    """

    def __init__(self, ledger: EffectLedger, dose: DoseBook, clock: Clock) -> None:
        self._ledger = ledger
        self._dose = dose
        self._clock = clock
        self._pending: dict[str, tuple[Operation, Exposure | None]] = {}

    def record(self, operation: Operation) -> Operation:
        """Write an end and return it; if the ledger refuses, return it as failed, with the reason, to be written later."""
        exposure = self._dose.end(operation)
        try:
            self._ledger.finish(operation, self._clock.now().isoformat(), exposure)
        except SemError as error:
            log.exception("the end of %s (%s) is not in the ledger yet", operation.action_id, operation.phase)
            operation = operation.replace(phase=Phase.FAILED, outcome=None, error=error.to_dict())
            self._pending[operation.action_id] = operation, exposure
        return operation

    def unrecorded(self, action_id: str) -> Operation | None:
        """Return an end that is not in the ledger yet, or None."""
        pending = self._pending.get(action_id)
        return None if pending is None else pending[0]

    def retry(self) -> None:
        """Write what is waiting, as far as the ledger takes it."""
        for action_id, (operation, exposure) in list(self._pending.items()):
            try:
                self._ledger.finish(operation, self._clock.now().isoformat(), exposure)
            except SemError:
                return
            self._pending.pop(action_id, None)
