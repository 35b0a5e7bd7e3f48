"""Where things lie in a session's folder."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class SessionFolder:
    """Paths within a session.

    Attributes
    ----------
    path
        The folder itself.
    """

    path: Path

    @property
    def mission(self) -> Path:
        """What was asked."""
        return self.path / "mission.toml"

    @property
    def session(self) -> Path:
        """Identities, versions and outcome."""
        return self.path / "session.json"

    @property
    def journal(self) -> Path:
        """The record of truth."""
        return self.path / "journal.sqlite"

    @property
    def checkpoints(self) -> Path:
        """LangGraph's own."""
        return self.path / "checkpoints.sqlite"

    @property
    def frames(self) -> Path:
        """Pictures."""
        return self.path / "frames"

    @property
    def summary(self) -> Path:
        """The hand-over for programs."""
        return self.path / "summary.json"

    @property
    def pulse(self) -> Path:
        """The running agent's sign of life; absent while none runs."""
        return self.path / "pulse.json"

    @property
    def corrections(self) -> Path:
        """Tags that people corrected, one JSON object a line: training data."""
        return self.path / "corrections.jsonl"

    @property
    def belief(self) -> Path:
        """The belief map at the end, for the report."""
        return self.path / "belief.json"

    @property
    def instrument(self) -> Path:
        """URI file, effect ledger and log of a server that the session started itself."""
        return self.path / "instrument"


def write_json(path: Path, value: Any) -> None:
    """Write JSON so that the file is whole at every moment."""
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8") as stream:
        json.dump(value, stream, indent=2, ensure_ascii=False, allow_nan=False)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
