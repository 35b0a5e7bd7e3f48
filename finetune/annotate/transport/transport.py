"""What brings requests to a teacher and answers back."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from fractoscope.finetune.annotate.requests.request_shards import RequestShard
from fractoscope.finetune.annotate.run.ledger import Ledger

FOLDER = "results"

Progress = Callable[[int, int, str], None]
"""Told how many requests are answered, of how many, and a note."""


class Transport(Protocol):
    """Fetches answers for shards.

    Attributes
    ----------
    name
        In the ledger: a shard that one transport has begun is not begun by another.
    batch
        True where the reduced price of batches holds.
    """

    name: str
    batch: bool

    def fetch(self, shards: Sequence[RequestShard], folder: Path, ledger: Ledger, progress: Progress) -> None:
        """Bring the result file of each shard into `results/`, whole; go on with what an earlier call has begun.

        A shard whose answers are not there yet may be left without a result file.
        """
        ...


def results_path(folder: Path, shard: RequestShard) -> Path:
    """Return where the results of a shard are or will be."""
    return folder / FOLDER / f"{shard.name}.jsonl"
