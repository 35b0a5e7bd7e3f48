"""Answers by files that somebody else makes."""

from collections.abc import Sequence
from pathlib import Path

from fractoscope.finetune.annotate.requests.request_shards import RequestShard
from fractoscope.finetune.annotate.run.ledger import Ledger
from fractoscope.finetune.annotate.transport.transport import Progress


class FileExchange:
    """Leaves request files and finds result files: `vllm run-batch -i requests/X.jsonl -o results/X.jsonl` lies between."""

    name = "files"
    batch = True

    def fetch(self, shards: Sequence[RequestShard], folder: Path, ledger: Ledger, progress: Progress) -> None:
        """Send nothing: a shard is finished once its result file lies there."""
        progress(0, sum(len(shard.ids()) for shard in shards), "waiting for result files")
