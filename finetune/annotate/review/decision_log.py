"""Decisions on disk: one file a reviewer, only ever appended to."""

import os
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.annotate.review.decision import Decision
from fractoscope.instruments.errors import BadFile

FOLDER = "review"


class DecisionLog:
    """The log of one reviewer. Two people never write to one file, so a page each may run on a shared disk.

    Parameters
    ----------
    folder
        Of the run of annotating.
    reviewer
        Whose.
    """

    def __init__(self, folder: Path, reviewer: str) -> None:
        self.path = folder / FOLDER / f"decisions-{reviewer}.jsonl"

    def append(self, decision: Decision) -> None:
        """Write a decision down; it is on the disk when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            # A line that a power cut left half written stays apart from this one.
            lead = b"" if file.tell() == 0 or self.path.read_bytes().endswith(b"\n") else b"\n"
            file.write(lead + decision.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def standing(self) -> dict[str, Decision]:
        """Return the last decision about each panel, without those that were withdrawn.

        Raises
        ------
        BadFile
            If a line, other than a last one that was cut off, is no decision.
        """
        if not self.path.is_file():
            return {}
        latest: dict[str, Decision] = {}
        data = self.path.read_bytes()
        lines = data.splitlines()
        for number, line in enumerate(lines, 1):
            try:
                decision = Decision.model_validate_json(line)
            except ValidationError as error:
                if number == len(lines) and not data.endswith(b"\n"):
                    continue
                remedy = "restore the file, or take the line away to lose that decision"
                raise BadFile(path=str(self.path), reason=f"line {number} is no decision", remedy=remedy) from error
            latest[decision.record_id] = decision
        return {record: decision for record, decision in latest.items() if decision.decision != "withdrawn"}


def all_standing(folder: Path) -> dict[str, dict[str, Decision]]:
    """Return standing decisions by reviewer."""
    paths = sorted((folder / FOLDER).glob("decisions-*.jsonl"))
    return {name: DecisionLog(folder, name).standing() for name in (path.stem.removeprefix("decisions-") for path in paths)}
