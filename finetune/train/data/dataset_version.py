"""A frozen dataset on disk, as training reads it."""

import json
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fractoscope.finetune.curate.records import SPLITS, DatasetRow, Split
from fractoscope.instruments.errors import BadFile

FILE = "dataset.json"
REMEDY = "make the version again with `fractoscope dataset curate`, or name the folder of one"


@dataclass(frozen=True)
class DatasetVersion:
    """Rows by split; pictures stay on disk until they are asked for.

    Attributes
    ----------
    folder
        Of the version.
    name, version
        As it calls itself.
    fingerprint
        SHA-256 over `dataset.json` and the files of rows: two runs with the same one learnt from the same rows.
    rows
        By split.
    """

    folder: Path
    name: str
    version: str
    fingerprint: str
    rows: dict[Split, tuple[DatasetRow, ...]] = field(repr=False)

    @classmethod
    def opened(cls, folder: Path) -> "DatasetVersion":
        """Read the rows of all splits and check that each row's picture is there.

        Raises
        ------
        BadFile
            If the folder is no dataset, a line is no row, or a picture is missing.
        """
        manifest = folder / FILE
        try:
            data = manifest.read_bytes()
            record: dict[str, Any] = json.loads(data)
            name, version = str(record["name"]), str(record["version"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadFile(path=str(manifest), reason=f"no readable dataset ({type(error).__name__})", remedy=REMEDY) from error
        digest = sha256(data)
        rows: dict[Split, tuple[DatasetRow, ...]] = {}
        for split in SPLITS:
            lines = _lines(folder / f"{split}.jsonl")
            digest.update(b"\n".join(lines))
            rows[split] = tuple(_row(folder, split, number, line) for number, line in enumerate(lines, 1))
        if not rows["train"]:
            raise BadFile(path=str(folder / "train.jsonl"), reason="no rows to learn from", remedy=REMEDY)
        return cls(folder, name, version, digest.hexdigest(), rows)

    def picture(self, row: DatasetRow) -> Path:
        """Return the file of a row's picture."""
        return self.folder / row.image

    def licences(self) -> Counter[str]:
        """Return how many rows stand under which licence, all splits together."""
        return Counter(row.licence for rows in self.rows.values() for row in rows)


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise BadFile(path=str(path), reason="the rows of a split are missing", remedy=REMEDY) from error


def _row(folder: Path, split: Split, number: int, line: bytes) -> DatasetRow:
    path = folder / f"{split}.jsonl"
    try:
        row = DatasetRow.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        reason = f"line {number} is no row ({'.'.join(map(str, fault['loc']))}: {fault['msg']})"
        raise BadFile(path=str(path), reason=reason, remedy=REMEDY) from error
    if row.split != split:
        raise BadFile(path=str(path), reason=f"line {number} belongs to the split {row.split}", remedy=REMEDY)
    if not (folder / row.image).is_file():
        raise BadFile(path=str(folder / row.image), reason=f"the picture of line {number} of {split} is missing", remedy=REMEDY)
    return row
