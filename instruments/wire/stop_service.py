"""What the stop port offers: stopping and looking, nothing else."""

import threading
from typing import Any

from fractoscope.instruments.errors import Busy
from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.wire.service_edge import answer, plain

MOST_READERS = 16
"""Readings of the state at a time. If a vendor's software hangs, so do they; without a bound a console that asks once a second would in
the end hold every place, and the stop would find none."""


class StopService:
    """Stands on a daemon, port and threads of its own, so that no transfer or wait is in the way.

    Parameters
    ----------
    microscope
        The one that the main port serves.
    """

    def __init__(self, microscope: Microscope) -> None:
        self._microscope = microscope
        self._readers = threading.BoundedSemaphore(MOST_READERS)

    def reach(self) -> bool:
        """Return True: the way to a stop stands. The microscope is not asked."""
        return True

    def stop(self) -> dict[str, Any]:
        """Return the `StopReport`."""
        return answer(lambda: plain(self._microscope.stop()))

    def state(self) -> dict[str, Any]:
        """Return `SemState`; raise `Busy` if many readings hang already."""
        return answer(self._state)

    def _state(self) -> dict[str, Any]:
        if not self._readers.acquire(blocking=False):
            raise Busy(operation=f"{MOST_READERS} readings of its state that do not end")
        try:
            return plain(self._microscope.state())
        finally:
            self._readers.release()
