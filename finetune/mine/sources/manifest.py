"""Tables of hand-collected pictures, for features too rare to be found by searching."""

import csv
import json
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from fractoscope.finetune.mine.sources.folder_media import bounded_bytes
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values.frozen_value import FrozenValue

MANIFEST_BYTES = 64 << 20
SEPARATOR = "|"
"""Between excerpts in one cell of a CSV file."""


class ManifestRow(FrozenValue):
    """One picture.

    Attributes
    ----------
    image
        File, relative to the manifest's folder and inside it.
    caption
        As printed, letters of panels included.
    licence
        In words, as an address or as an id; refused by the same policy as an article's.
    excerpts
        Sentences about it; in CSV one cell, separated by "|".
    title, doi
        Of the publication.
    label
        Number of the figure, as printed.
    fracture
        True if the collector vouches that it shows a fracture surface in an SEM.
    """

    image: str = Field(min_length=1)
    caption: str = ""
    licence: str = ""
    excerpts: tuple[str, ...] = ()
    title: str = ""
    doi: str = ""
    label: str = ""
    fracture: bool = False

    @field_validator("excerpts", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(SEPARATOR) if part.strip()) if isinstance(value, str) else value

    @field_validator("fracture", mode="before")
    @classmethod
    def _no_word(cls, value: Any) -> Any:
        return False if value == "" else value

    @field_validator("image")
    @classmethod
    def _inside(cls, value: str) -> str:
        path = Path(value.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or path.drive:
            raise ValueError("leads out of the manifest's folder; put the picture beside the manifest")
        return path.as_posix()


def read_manifest(path: Path) -> list[ManifestRow]:
    """Return the rows of a CSV file with a header, or of a JSONL file.

    Raises
    ------
    BadFile
        If the file cannot be read or a row is not accepted: the text names the row.
    """
    try:
        text = bounded_bytes(path, MANIFEST_BYTES).decode("utf-8-sig")
        if path.suffix.lower() == ".csv":
            rows: list[Any] = [{key: value for key, value in row.items() if value is not None} for row in csv.DictReader(text.splitlines())]
        else:
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise BadFile(path=str(path), reason=f"not readable as a table ({error})", remedy="save it as CSV or JSONL in UTF-8") from error
    accepted = []
    for number, row in enumerate(rows, 1):
        try:
            accepted.append(ManifestRow.model_validate(row))
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            where = ".".join(map(str, fault["loc"])) or "row"
            remedy = f"columns are {', '.join(ManifestRow.model_fields)}"
            raise BadFile(path=str(path), reason=f"row {number}: {where}: {fault['msg']}", remedy=remedy) from error
    return accepted
