"""Refused connections in the log, so that a flood of them does not fill the disk."""

import logging
import threading
from collections.abc import Callable

PERIOD = 10.0
"""Seconds between two lines."""


class RefusalLog:
    """Writes the first refusal at once, and then a line now and again that counts the others.

    Parameters
    ----------
    log
        Where to write.
    place
        What was asked for.
    now
        Seconds that never run backwards.
    """

    def __init__(self, log: logging.Logger, place: str, now: Callable[[], float]) -> None:
        self._log = log
        self._place = place
        self._now = now
        self._guard = threading.Lock()
        self._quiet_until = float("-inf")
        self._untold = 0

    def note(self, reason: object) -> None:
        """Tell or count a refusal."""
        with self._guard:
            now = self._now()
            if now < self._quiet_until:
                self._untold += 1
                return
            untold, self._untold, self._quiet_until = self._untold, 0, now + PERIOD
        more = f" (and {untold} others since the last line)" if untold else ""
        self._log.warning("a connection to %s was refused: %s%s", self._place, reason, more)
