"""Records in shards of JSON lines."""

from collections.abc import Iterable
from pathlib import Path

from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.instruments.values.frozen_value import FrozenValue

RECORDS = 2_000
"""Records of one shard: some 5 MB."""


def write_shards(folder: Path, stem: str, records: Iterable[FrozenValue], most: int = RECORDS) -> list[Path]:
    """Write records into `STEM-00000.jsonl` and on, and take away shards of an earlier, longer run.

    Each shard appears whole. The same records in the same order give the same bytes.

    Parameters
    ----------
    folder
        Where.
    stem
        Begin of the names.
    records
        In the order in which they are written.
    most
        Records of one shard.

    Returns
    -------
    list
        The shards.
    """
    shards: list[Path] = []
    lines: list[bytes] = []
    for record in records:
        lines.append(record.model_dump_json().encode() + b"\n")
        if len(lines) == most:
            shards.append(_write(folder, stem, len(shards), lines))
            lines = []
    if lines or not shards:
        shards.append(_write(folder, stem, len(shards), lines))
    for path in folder.glob(f"{stem}-*.jsonl"):
        if path not in shards:
            path.unlink()
    return shards


def _write(folder: Path, stem: str, number: int, lines: list[bytes]) -> Path:
    path = folder / f"{stem}-{number:05d}.jsonl"
    write_whole(path, b"".join(lines))
    return path
