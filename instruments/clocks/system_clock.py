"""The time that this computer keeps."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Real time: what an instrument server runs on."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Let that many seconds pass; nothing for zero or less."""
        if seconds > 0:
            time.sleep(seconds)
