"""Batches: half the price, an answer within a day."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fractoscope.finetune.annotate.requests.request_line import ENDPOINT
from fractoscope.finetune.annotate.requests.request_shards import RequestShard
from fractoscope.finetune.annotate.run.ledger import Ledger
from fractoscope.finetune.annotate.transport.teacher_client import told_plainly
from fractoscope.finetune.annotate.transport.teacher_error import TeacherRefused
from fractoscope.finetune.annotate.transport.transport import Progress, results_path
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.instruments.protocols import Clock

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types import Batch

KEY = "fractoscope_shard"
ENDED = {"completed", "expired", "cancelled"}
"""States with files of what was finished; only that is paid."""
WINDOW: Final = "24h"


class BatchTransport:
    """The OpenAI Batch API: upload, create, poll, fetch.

    Creating a batch is what is paid. It is written down before it is done, and the batch carries the hash of its shard: after a kill
    between the two lines of the ledger, the server's list of batches tells whether it was created.

    Parameters
    ----------
    client
        Of the server.
    clock
        Waits between looks.
    poll
        Seconds between looks at what is under way.
    at_once
        Batches under way at a time; accounts have a limit of tokens in the queue.
    stay
        False to look once and leave: the same command fetches what has ended meanwhile.
    """

    name = "batch"
    batch = True

    def __init__(self, client: "OpenAI", clock: Clock, poll: float = 30.0, at_once: int = 8, *, stay: bool = True) -> None:
        self._client, self._clock, self._poll, self._at_once, self._stay = client, clock, poll, at_once, stay

    def fetch(self, shards: Sequence[RequestShard], folder: Path, ledger: Ledger, progress: Progress) -> None:
        """Keep up to `at_once` batches under way until all have ended."""
        waiting, under_way = list(shards), dict[str, RequestShard]()
        sizes = {shard.name: len(shard.ids()) for shard in shards}
        done, total = 0, sum(sizes.values())
        while waiting or under_way:
            while waiting and len(under_way) < self._at_once:
                shard = waiting.pop(0)
                under_way[self._batch_of(shard, ledger)] = shard
            counts = 0
            for identifier, shard in list(under_way.items()):
                with told_plainly(f"looking at batch {identifier}"):
                    batch = self._client.batches.retrieve(identifier)
                if batch.status == "failed":
                    ledger.write("closed", shard=shard.name, batch=identifier, status="failed")
                    raise TeacherRefused(f"batch {identifier} was not accepted ({_faults(batch)}); put that right, then run again")
                if batch.status in ENDED:
                    self._collect(batch, shard, folder)
                    ledger.write("closed", shard=shard.name, batch=identifier, status=batch.status)
                    del under_way[identifier]
                    done += sizes[shard.name]
                elif batch.request_counts is not None:
                    counts += batch.request_counts.completed
            progress(done + counts, total, f"{len(under_way)} batches under way")
            if not self._stay and len(under_way) >= min(self._at_once, len(under_way) + len(waiting)):
                return
            if under_way:
                self._clock.sleep(self._poll)

    def _batch_of(self, shard: RequestShard, ledger: Ledger) -> str:
        """Return the batch of a shard; create it only if it is certain that there is none."""
        facts: dict[str, Any] = {}
        for entry in ledger.of_shard(shard.name):
            # What a batch that was not accepted had left behind counts no more.
            facts = {} if entry["event"] == "closed" else {**facts, entry["event"]: entry}
        if "created" in facts:
            return str(facts["created"]["batch"])
        key = shard.key
        if "creating" in facts and (found := self._find(key)) is not None:
            ledger.write("created", shard=shard.name, batch=found, found_again=True)
            return found
        file = facts["uploaded"]["file"] if "uploaded" in facts else self._upload(shard, ledger)
        ledger.write("creating", shard=shard.name, key=key)
        with told_plainly(f"creating the batch of {shard.name}"):
            batch = self._client.batches.create(
                input_file_id=file, endpoint=ENDPOINT, completion_window=WINDOW, metadata={KEY: key, "shard": shard.name}
            )
        ledger.write("created", shard=shard.name, batch=batch.id)
        return batch.id

    def _upload(self, shard: RequestShard, ledger: Ledger) -> str:
        # Uploading is not paid: after a kill it is done again.
        with told_plainly(f"uploading {shard.name}"), shard.path.open("rb") as data:
            file = self._client.files.create(file=(shard.path.name, data, "application/jsonl"), purpose="batch")
        ledger.write("uploaded", shard=shard.name, file=file.id)
        return file.id

    def _find(self, key: str) -> str | None:
        """Return the batch that carries a shard's hash, looking through all that the server lists."""
        with told_plainly("looking for a batch that may have been created"):
            for batch in self._client.batches.list(limit=100):
                if (batch.metadata or {}).get(KEY) == key and batch.status != "failed":
                    return batch.id
        return None

    def _collect(self, batch: "Batch", shard: RequestShard, folder: Path) -> None:
        """Write output and errors of a batch as one result file."""
        parts = []
        for file in (batch.output_file_id, batch.error_file_id):
            if file:
                with told_plainly(f"fetching the answers of {shard.name}"):
                    data = self._client.files.content(file).read()
                parts.append(data if data.endswith(b"\n") or not data else data + b"\n")
        write_whole(results_path(folder, shard), b"".join(parts))


def _faults(batch: "Batch") -> str:
    faults = batch.errors.data if batch.errors is not None and batch.errors.data else []
    return "; ".join(str(fault.message) for fault in faults[:3]) or "the server does not say why"
