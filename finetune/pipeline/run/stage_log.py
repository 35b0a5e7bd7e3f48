"""Which stages of a run are done, and what they took."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.instruments.errors import BadFile

FILE = "stages.json"
EVERY = 2.0
"""Seconds between notes of the time that a stage has taken so far: what a kill takes from the account at most."""


class StageLog:
    """Times of stages over all attempts, in one small file that is whole at any moment.

    Parameters
    ----------
    folder
        Of the run.
    seconds
        A monotonic clock.

    Raises
    ------
    BadFile
        If the file is no log.
    """

    def __init__(self, folder: Path, seconds: Callable[[], float] = time.monotonic) -> None:
        self._path, self._seconds = folder / FILE, seconds
        self._written = 0.0
        self._stages: dict[str, dict[str, Any]] = {}
        if self._path.is_file():
            try:
                self._stages = dict(json.loads(self._path.read_bytes()))
            except ValueError as error:
                remedy = "delete it: stages that are done are found done by their own files"
                raise BadFile(path=str(self._path), reason="the log of stages is unreadable", remedy=remedy) from error

    @property
    def stages(self) -> dict[str, dict[str, Any]]:
        """By name: `done`, `seconds` over all attempts, `starts`, and `facts` of a stage that is done."""
        return self._stages

    def facts(self, stage: str) -> dict[str, Any] | None:
        """Return what a stage that is done found, or None if it is not done."""
        entry = self._stages.get(stage, {})
        return dict(entry["facts"]) if entry.get("done") else None

    @contextmanager
    def timed(self, stage: str) -> Iterator[Callable[[], None]]:
        """Count an attempt at a stage; yield what is called now and then to note the time."""
        entry = self._stages.setdefault(stage, {"done": False, "seconds": 0.0, "starts": 0, "facts": {}})
        entry["starts"] += 1
        before, begun = float(entry["seconds"]), self._seconds()
        self._write()

        def note() -> None:
            if self._seconds() - self._written >= EVERY:
                entry["seconds"] = before + self._seconds() - begun
                self._write()

        try:
            yield note
        finally:
            entry["seconds"] = before + self._seconds() - begun
            self._write()

    def finish(self, stage: str, facts: dict[str, Any]) -> None:
        """Write down that a stage is done."""
        self._stages[stage] |= {"done": True, "facts": facts}
        self._write()

    def _write(self) -> None:
        self._written = self._seconds()
        write_whole(self._path, json.dumps(self._stages, indent=1).encode())
