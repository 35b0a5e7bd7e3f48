"""Which certificate took which lease."""

import threading

KEPT = 256
"""Grants remembered. Only the newest can be in force, since each outdates the one before."""


class Grants:
    """Remembers the name behind a fencing number."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._names: dict[int, str] = {}

    def record(self, fence: int, name: str) -> None:
        """Remember who took the lease of that number."""
        with self._guard:
            self._names[fence] = name
            while len(self._names) > KEPT:
                del self._names[min(self._names)]

    def holder(self, fence: int) -> str | None:
        """Return who took it; None for a number that was not granted here, or long ago."""
        return self._names.get(fence)
