"""A version of a dataset on disk."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fractoscope.finetune.curate.records import SPLITS, DatasetRow, Split
from fractoscope.instruments.errors import BadFile

DESCRIPTION, CARD, IMAGES, BENCHMARK, LABELS = "dataset.json", "CARD.md", "images", "benchmark", "labels.jsonl"
BLOCK = 1 << 20


class VersionFolder:
    """Reads what was published. A folder of a version is never changed once it is there.

    Parameters
    ----------
    path
        The folder.

    Raises
    ------
    BadFile
        If it holds no dataset.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.description: dict[str, Any] = json.loads((path / DESCRIPTION).read_bytes())
            self.checksums: dict[str, str] = dict(self.description["checksums"])
        except FileNotFoundError:
            raise BadFile(path=str(path), reason=f"no {DESCRIPTION} in it", remedy="name the folder of a version") from None
        except (ValueError, KeyError, TypeError) as error:
            reason = f"{DESCRIPTION} cannot be read ({type(error).__name__})"
            raise BadFile(path=str(path), reason=reason, remedy="curate the version again") from error

    def rows(self, splits: Iterable[Split] = SPLITS) -> list[DatasetRow]:
        """Return rows in the order of parts and lines.

        Raises
        ------
        BadFile
            If a line is no row.
        """
        return [row for split in splits for row in read_rows(self.path / f"{split}.jsonl")]


def read_rows(path: Path) -> list[DatasetRow]:
    """Return the rows of a file.

    Raises
    ------
    BadFile
        If it does not exist or a line is no row.
    """
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        raise BadFile(path=str(path), reason="no such file", remedy="curate the version again") from None
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(DatasetRow.model_validate_json(line))
        except ValidationError as error:
            raise BadFile(path=str(path), reason=f"line {number} is no row of a dataset", remedy="curate the version again") from error
    return rows


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal, read piece by piece."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
