"""A thread that looks after what nobody else would notice: leases that run out and adapters that hang."""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

PERIOD = 0.2
"""Seconds of real time between two looks: short against any lease."""


class Watchdog:
    """Calls a function again and again until closed.

    Parameters
    ----------
    look
        Must not block for long; what it raises is logged.
    """

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sem-watchdog", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.wait(PERIOD):
            try:
                self._look()
            except Exception:
                log.exception("the watchdog stumbled")
