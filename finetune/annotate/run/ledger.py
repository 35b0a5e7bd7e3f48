"""What was sent: written down before it is sent."""

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.protocols import Clock

FILE = "ledger.jsonl"


class Ledger:
    """An append-only file of JSON lines; each is on the disk before `write` returns.

    Events of batches: `uploading`, `uploaded` (with `file`), `creating` (with `key`), `created` (with `batch`), `closed` (with
    `status`). Events of live requests: `sending`, `answered`, or `not_taken`, each with `id`. `collected` ends a shard, with what it took.

    Parameters
    ----------
    folder
        Of the run.
    clock
        Dates the lines.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / FILE
        self._clock = clock
        self._lock = threading.Lock()
        self._mend()

    def write(self, event: str, **facts: Any) -> None:
        """Append a line. Raises OSError if the disk does not take it: then nothing may be sent."""
        line = json.dumps({"time": self._clock.now().isoformat(timespec="seconds"), "event": event, **facts}).encode() + b"\n"
        with self._lock, self._path.open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield all lines, oldest first.

        Raises
        ------
        BadFile
            If a line is unreadable: what was paid is then unknown, and nothing may be sent.
        """
        if not self._path.is_file():
            return
        for number, line in enumerate(self._path.read_bytes().splitlines(), 1):
            try:
                entry = json.loads(line)
                entry["event"]
            except (ValueError, KeyError, TypeError) as error:
                remedy = "restore it from a copy: without it requests could be paid twice"
                raise BadFile(path=str(self._path), reason=f"line {number} of the ledger is unreadable", remedy=remedy) from error
            yield entry

    def of_shard(self, shard: str) -> list[dict[str, Any]]:
        """Return the lines about one shard, oldest first."""
        return [entry for entry in self.events() if entry.get("shard") == shard]

    def _mend(self) -> None:
        """Take away a last line that a kill or a power cut left half written: nothing had been sent for it yet."""
        if self._path.is_file() and not (data := self._path.read_bytes()).endswith(b"\n") and data:
            with self._path.open("r+b") as file:
                file.truncate(data.rfind(b"\n") + 1)
                os.fsync(file.fileno())
