"""The simulator's own account of what was done to the stage and the specimen."""

import json
import os
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from fractoscope.instruments.errors import BadFile, SemError


class PhysicalRecord:
    """An append-only JSON Lines file with one line for each physical effect, on disk before the effect begins.

    It knows nothing of action ids being retried or recorded elsewhere: it is what an effect ledger is checked against.
    Lines have "serial" (from 1, without gaps), "effect" (move, rest, scan, scan_end, focus, focus_end, beam, chamber), "time" (ISO 8601,
    simulated) and the effect's own fields in SI units. Of stage positions "at" and "start" are read back, "true" and "true_start" are
    where the table was; "exposed" is the part of the specimen that an exposure covered.

    Parameters
    ----------
    path
        File to append to, made if absent; None keeps the record in memory only.

    Raises
    ------
    BadFile
        If an existing record cannot be read, other than a last line cut short by a crash, which is dropped.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._lock = Lock()
        self._lines: list[dict[str, Any]] = []
        if path is not None and path.exists():
            self._lines = _lines_of(path)

    def append(self, effect: str, time: datetime, **fields: Any) -> int:
        """Write one effect through to the disk and return its serial number.

        Raises
        ------
        SemError
            If the disk refuses; the record is as it was, and the effect must not begin.
        """
        with self._lock:
            line = {"serial": len(self._lines) + 1, "effect": effect, "time": time.isoformat(), **fields}
            if self.path is not None:
                try:
                    _add_line(self.path, json.dumps(line, allow_nan=False))
                except OSError as error:
                    raise SemError(reason=f"{self.path} cannot be written ({error}); free disk space, then go on") from error
            self._lines.append(line)
            return len(self._lines)

    def lines(self, effect: str | None = None) -> tuple[dict[str, Any], ...]:
        """Return the lines so far, or those of one effect, in order."""
        with self._lock:
            return tuple(line for line in self._lines if effect is None or line["effect"] == effect)


def _add_line(path: Path, text: str) -> None:
    with path.open("ab") as file:
        end = file.tell()
        try:
            file.write(text.encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            # Half a line would make the next one unreadable as well.
            file.truncate(end)
            raise


def _lines_of(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    whole, separator, rest = raw.rpartition(b"\n")
    if rest:
        # A crash between write and flush leaves half a line; its effect had not begun.
        path.write_bytes(whole + separator)
    try:
        return [json.loads(line) for line in whole.splitlines() if line]
    except ValueError as error:
        raise BadFile(path=str(path), reason=f"not a record of physical effects ({error})", remedy="name a new record file") from error
