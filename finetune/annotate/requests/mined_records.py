"""Reading what mining kept."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.instruments.errors import BadFile


def mined_records(run: Path) -> Iterator[PanelRecord]:
    """Yield the kept panels of a run of mining, in its order.

    Raises
    ------
    BadFile
        If there are no shards, or a line is no record.
    """
    shards = sorted(run.glob("panels-*.jsonl"))
    if not shards:
        raise BadFile(path=str(run), reason="no mined panels in it", remedy="mine into it first, with `fractoscope dataset mine`")
    for shard in shards:
        with shard.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    record = PanelRecord.model_validate_json(line)
                except ValidationError as error:
                    raise BadFile(path=str(shard), reason=f"line {number} is no record", remedy="mine again") from error
                if record.image is not None:
                    yield record
