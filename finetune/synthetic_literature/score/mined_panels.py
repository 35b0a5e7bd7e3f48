"""The records of a run, by figure."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.instruments.errors import BadFile

Figure = tuple[str, str]
"""Source relative to the corpus, and identifier of the figure."""


def mined_panels(run: Path) -> dict[Figure, list[PanelRecord]]:
    """Return all records of a run, kept and dropped.

    Parameters
    ----------
    run
        Folder of the run, mined from the corpus's folder as its only input.

    Raises
    ------
    BadFile
        If there are no shards, or a line is no record.
    """
    found: dict[Figure, list[PanelRecord]] = defaultdict(list)
    shards = [*sorted(run.glob("panels-*.jsonl")), *sorted(run.glob("dropped-*.jsonl"))]
    if not shards:
        raise BadFile(path=str(run), reason="no shards in it", remedy="mine into it first, with `fractoscope dataset mine`")
    for record in _records(shards):
        # The first part is the name of the corpus's folder.
        source = record.provenance.source.partition("/")[2]
        found[source, record.provenance.figure_id].append(record)
    return found


def _records(shards: list[Path]) -> Iterator[PanelRecord]:
    for shard in shards:
        for number, line in enumerate(shard.read_bytes().splitlines(), 1):
            try:
                yield PanelRecord.model_validate_json(line)
            except ValidationError as error:
                raise BadFile(path=str(shard), reason=f"line {number} is no record", remedy="mine again") from error
