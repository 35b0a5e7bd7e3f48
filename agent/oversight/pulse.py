"""The agent's sign of life for whoever watches: a small file, written again and again."""

import json
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values import FrozenValue

PERIOD = 0.5
"""Seconds between two beats: a watcher that allows for three of them notices a dead or frozen agent within 2 s."""


class Beat(FrozenValue):
    """What the agent said last.

    Attributes
    ----------
    number
        Grows with each beat; a number that stays is an agent that does not live, whatever the clocks of two machines say.
    time
        UTC, ISO 8601.
    pid
        Of the agent's process.
    doing
        What its main thread was at.
    """

    number: int
    time: str
    pid: int
    doing: str


class Pulse:
    """Beats from a thread of its own while it is open, so that a slow model is no silence; a frozen or killed process is.

    Parameters
    ----------
    path
        Written whole each time, removed at the end.
    clock
        Dates the beats.
    pid
        Of this process.
    """

    def __init__(self, path: Path, clock: Clock, pid: int) -> None:
        self._path = path
        self._clock = clock
        self._pid = pid
        self._number = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="agent-pulse", daemon=True)
        self.doing = "starting"

    def __enter__(self) -> Self:
        """Begin to beat."""
        self.beat()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End, and leave no file behind."""
        self._ended.set()
        self._thread.join(timeout=5.0)
        self._path.unlink(missing_ok=True)

    def beat(self) -> None:
        """Write one sign of life; a disk that refuses it is reported by everything else that writes."""
        self._number += 1
        beat = Beat(number=self._number, time=self._clock.now().isoformat(), pid=self._pid, doing=self.doing)
        partial = self._path.with_name(f"{self._path.name}.partial")
        try:
            partial.write_text(beat.model_dump_json(), encoding="utf-8")
            partial.replace(self._path)
        except OSError:
            # On Windows the file cannot be replaced while somebody reads it; the next beat comes in half a second.
            return

    def _run(self) -> None:
        while not self._ended.wait(PERIOD):
            self.beat()


def read_beat(path: Path) -> Beat | None:
    """Return the last sign of life, or None where there is none."""
    try:
        return Beat.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None
