"""What the loopback teacher knows, and those who ask it do not."""

from pathlib import Path

from pydantic import Field, ValidationError

from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.synthetic_literature.score import truth_of_records
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.simulators.specimen.feature import Feature


class PictureTruth(FrozenValue):
    """Truth of one mined picture.

    Attributes
    ----------
    image_sha256
        Of the panel's file as mined.
    fracture
        Whether it shows a fracture surface.
    present
        Features that cover at least 5 % of it.
    absent
        Those that the twin can draw and that are not present; of others the truth says nothing.
    """

    image_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    fracture: bool
    present: tuple[str, ...]
    absent: tuple[str, ...]


def write_truth_table(mined: Path, corpus: Path, out: Path) -> int:
    """Join a run of mining with the truth of its made-up corpus, write a line a picture, and return how many.

    Panels that show no true panel (a bad cut) have no line, and the teacher will not know them.

    Raises
    ------
    BadFile
        If either is missing or unreadable.
    """
    drawn = tuple(str(feature.name).lower() for feature in Feature)
    rows: dict[str, PictureTruth] = {}
    for record, panel in truth_of_records(mined, corpus):
        if record.image is not None:
            rows[record.image.sha256] = PictureTruth(
                image_sha256=record.image.sha256,
                fracture=panel.fracture,
                present=panel.features,
                absent=tuple(name for name in drawn if name not in panel.features),
            )
    write_whole(out, b"".join(row.model_dump_json().encode() + b"\n" for row in rows.values()))
    return len(rows)


def load_truth_table(path: Path) -> dict[str, PictureTruth]:
    """Return truths by the picture's part of a request's id.

    Raises
    ------
    BadFile
        If there is no such table, or a line is no truth.
    """
    remedy = "make it with `fractoscope dataset teacher-truth`"
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        raise BadFile(path=str(path), reason="no such file", remedy=remedy) from None
    table: dict[str, PictureTruth] = {}
    for number, line in enumerate(lines, 1):
        try:
            row = PictureTruth.model_validate_json(line)
        except ValidationError as error:
            raise BadFile(path=str(path), reason=f"line {number} is no truth of a picture", remedy=remedy) from error
        table[row.image_sha256[:32]] = row
    return table
