"""Bring the microscope to rest: stage halted, scan ended, beam blanked, pumping ended, each tried whatever happens to the others."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar, cast

from fractoscope.instruments.protocols import Adapter, Clock, Pump
from fractoscope.instruments.values import StopReport

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PATIENCE = 2.0
"""Seconds to wait for a vendor's call and for the read-back to agree: an SEM stage decelerates within about a tenth of that."""

POLL = 0.005
"""Seconds between two read-backs; "still" means twice in a row, since a stage may pause half-way (odemis PR #2473)."""


class SafeState:
    """Halts, ends and blanks without asking anybody.

    Parameters
    ----------
    adapter
        Its `halt`, `end_scan` and `blank`, and `end_pumping` where "pump" is announced, are called side by side, so that one that
        hangs holds up no other.
    clock
        Paces the read-back.
    """

    def __init__(self, adapter: Adapter, clock: Clock) -> None:
        self._adapter = adapter
        self._clock = clock
        self._pumps = "pump" in adapter.describe().abilities

    def reach(self) -> None:
        """Send all commands and return when they returned, or after `PATIENCE` seconds."""
        adapter = self._adapter
        commands = [adapter.stage.halt, adapter.scanner.end_scan, adapter.column.blank]
        if self._pumps:
            commands.append(cast(Pump, adapter.chamber).end_pumping)
        threads = [threading.Thread(target=_attempt, args=(command,), name="sem-safe-state", daemon=True) for command in commands]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + PATIENCE
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def report(self, cancelled: str | None) -> StopReport:
        """Read back until all is at rest or `PATIENCE` is over, and say what could be confirmed.

        Parameters
        ----------
        cancelled
            Action id of the operation that was cut short, or None.
        """
        deadline = self._clock.monotonic() + PATIENCE
        confirmed = 0
        while True:
            report = self._read(cancelled)
            confirmed = confirmed + 1 if report.halted and report.scan_ended and report.blanked else 0
            if confirmed == 2 or self._clock.monotonic() > deadline:
                return report
            self._clock.sleep(POLL)

    def _read(self, cancelled: str | None) -> StopReport:
        adapter = self._adapter
        return StopReport(
            position=adapter.stage.position(),
            halted=_read_back(lambda: not adapter.stage.moving(), False),
            scan_ended=_read_back(lambda: not adapter.scanner.scanning(), False),
            blanked=_read_back(lambda: adapter.column.beam().blanked, False),
            cancelled=cancelled,
            vacuum=_read_back(adapter.chamber.vacuum, None),
        )


def _attempt(command: Callable[[], None]) -> None:
    try:
        command()
    except Exception:
        log.exception("%r failed", command)


def _read_back(question: Callable[[], Answer], unknown: Answer) -> Answer:
    try:
        return question()
    except Exception:
        log.exception("the state after a stop could not be read")
        return unknown
