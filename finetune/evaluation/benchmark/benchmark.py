"""A benchmark on disk."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.train.data.picture_maker import opened_view
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import Frame, FrameMetadata
from fractoscope.model.taxonomy import load_taxonomy

LABELS, CARD = "labels.jsonl", "CARD.md"
REMEDY = "restore the benchmark from its archive, or make it again with `fractoscope dataset curate`"


@dataclass(frozen=True)
class Benchmark:
    """Pictures and what is known of them.

    Attributes
    ----------
    folder
        With `images/`, `labels.jsonl` and `CARD.md`.
    fingerprint
        SHA-256 of `labels.jsonl`, which holds the checksum of every picture: predictions for another one are never scored.
    rows
        In the order of the file.
    """

    folder: Path
    fingerprint: str
    rows: tuple[DatasetRow, ...] = field(repr=False)

    @classmethod
    def opened(cls, folder: Path) -> "Benchmark":
        """Read a benchmark and hold every label against the taxonomy and every picture against its checksum.

        Raises
        ------
        BadFile
            If the folder is no benchmark, or a line or a picture is not what it should be.
        """
        path = folder / LABELS
        try:
            data = path.read_bytes()
        except OSError as error:
            remedy = f"name a folder with images/, {LABELS} and {CARD}, such as the `benchmark` of a dataset version"
            raise BadFile(path=str(folder), reason=f"no {LABELS} in it, so it is no benchmark", remedy=remedy) from error
        if not (folder / CARD).is_file():
            raise BadFile(path=str(folder / CARD), reason="a benchmark without a card does not say what it measures", remedy=REMEDY)
        rows = tuple(_row(folder, number, line) for number, line in enumerate(data.splitlines(), 1))
        if not rows:
            raise BadFile(path=str(path), reason="no pictures in it", remedy=REMEDY)
        if len({row.id for row in rows}) < len(rows):
            raise BadFile(path=str(path), reason="two lines have the same id", remedy=REMEDY)
        return cls(folder, sha256(data).hexdigest(), rows)

    def frame(self, row: DatasetRow) -> Frame:
        """Return what a tagger is shown of a row: the view without databar, its scale, no word of the caption.

        Raises
        ------
        BadFile
            If the picture cannot be read.
        """
        metadata = FrameMetadata(frame_id=row.id, field_width=row.field_width, simulated=row.label_source == "truth")
        return Frame(np.ascontiguousarray(opened_view(self.folder / row.image, row)), metadata)


def _row(folder: Path, number: int, line: bytes) -> DatasetRow:
    path = str(folder / LABELS)
    try:
        row = DatasetRow.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        reason = f"line {number} is no row ({'.'.join(map(str, fault['loc']))}: {fault['msg']})"
        raise BadFile(path=path, reason=reason, remedy=REMEDY) from error
    labelled = (*row.present, *row.absent)
    strangers = sorted(set(labelled) - set(load_taxonomy().ids))
    if row.split != "benchmark":
        raise BadFile(path=path, reason=f"line {number} belongs to the split {row.split}, which models learn from", remedy=REMEDY)
    if strangers:
        raise BadFile(path=path, reason=f"line {number} has labels that are no features: {', '.join(strangers)}", remedy=REMEDY)
    if len(set(labelled)) < len(labelled):
        raise BadFile(path=path, reason=f"line {number} labels a feature twice, or as present and absent", remedy=REMEDY)
    picture = (folder / row.image).resolve()
    if not picture.is_relative_to(folder.resolve()):
        raise BadFile(path=path, reason=f"line {number} names a picture outside the benchmark ({row.image})", remedy=REMEDY)
    if not picture.is_file():
        raise BadFile(path=str(folder / row.image), reason=f"the picture of line {number} is missing", remedy=REMEDY)
    if sha256(picture.read_bytes()).hexdigest() != row.sha256:
        raise BadFile(path=str(folder / row.image), reason="the picture was altered (its SHA-256 is not its label's)", remedy=REMEDY)
    return row
