"""Reading the panels of mining runs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.curate.inputs.mined_picture import MinedPicture
from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.instruments.errors import BadFile


def read_mined(folders: Sequence[Path]) -> list[MinedPicture]:
    """Return the panels that were kept, each record id once, in the order of folders and shards.

    Parameters
    ----------
    folders
        Runs of `dataset mine`: articles, and manifests of hand-collected pictures.

    Raises
    ------
    BadFile
        If a folder holds no shards, a line is no record, or two runs use one record id for different pictures.
    """
    found: dict[str, MinedPicture] = {}
    for folder in folders:
        for picture in _of_run(folder):
            name = picture.record.record_id
            before = found.setdefault(name, picture)
            if before.sha256 != picture.sha256:
                raise BadFile(
                    path=str(folder), reason=f"{name} is another picture in an earlier folder", remedy="mine both inputs in one run"
                )
    return list(found.values())


def _of_run(folder: Path) -> Iterator[MinedPicture]:
    shards = sorted(folder.glob("panels-*.jsonl"))
    if not shards:
        raise BadFile(path=str(folder), reason="no shards of panels in it", remedy="mine into it first, with `fractoscope dataset mine`")
    for shard in shards:
        for number, line in enumerate(shard.read_bytes().splitlines(), 1):
            try:
                record = PanelRecord.model_validate_json(line)
            except ValidationError as error:
                raise BadFile(path=str(shard), reason=f"line {number} is no record of a panel", remedy="mine again") from error
            if record.image is not None and not record.dropped:
                yield MinedPicture(record, folder / record.image.file, record.image.sha256)
