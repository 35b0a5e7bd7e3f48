"""One request after the other, several at a time."""

import json
import os
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fractoscope.finetune.annotate.answers.result_line import read_results
from fractoscope.finetune.annotate.requests.request_shards import RequestShard
from fractoscope.finetune.annotate.run.ledger import Ledger
from fractoscope.finetune.annotate.transport.teacher_error import TeacherRefused, TeacherUnreachable
from fractoscope.finetune.annotate.transport.transport import Progress, results_path
from fractoscope.instruments.protocols import Clock

if TYPE_CHECKING:
    from openai import OpenAI

TRIES = 6
"""For one attempt, where the server says that it is too busy (429, 503) or is not reached: none of these is paid."""
LONGEST_WAIT = 60.0
TOO_BUSY = {429, 503}
HOPELESS = {401, 403, 404}
"""Statuses that hold for all requests: a wrong key, no rights, no such model."""


class LiveTransport:
    """Chat completions.

    A request that was under way when the process was killed cannot be asked for again. It counts as possibly paid, and is sent once more
    with the same idempotency key, which a server may or may not heed.

    Parameters
    ----------
    client
        Of the server.
    clock
        Waits between tries.
    at_once
        Requests under way at a time.
    backoff
        First wait (s) where the server is too busy; each further one is twice as long.
    """

    name = "live"
    batch = False

    def __init__(self, client: "OpenAI", clock: Clock, at_once: int = 8, backoff: float = 2.0) -> None:
        self._client, self._clock, self._at_once, self._backoff = client, clock, at_once, backoff
        self._lock = threading.Lock()

    def fetch(self, shards: Sequence[RequestShard], folder: Path, ledger: Ledger, progress: Progress) -> None:
        """Answer the shards one after the other."""
        total = sum(len(shard.ids()) for shard in shards)
        done = 0
        for shard in shards:
            done = self._answer(shard, folder, ledger, progress, done, total)

    def _answer(self, shard: RequestShard, folder: Path, ledger: Ledger, progress: Progress, done: int, total: int) -> int:
        path = results_path(folder, shard)
        growing = path.with_suffix(".growing")
        growing.parent.mkdir(parents=True, exist_ok=True)
        finished = _finished(growing)
        done += len(finished)
        left = ((name, body) for name, body in shard.requests() if name not in finished)
        under_way: set[Future[None]] = set()
        with growing.open("ab") as out, ThreadPoolExecutor(self._at_once) as pool:

            def ask(name: str, body: dict[str, Any]) -> None:
                ledger.write("sending", shard=shard.name, id=name)
                try:
                    answer = self._ask(name, body, shard.round)
                except (TeacherRefused, TeacherUnreachable):
                    ledger.write("not_taken", shard=shard.name, id=name)
                    raise
                line = json.dumps(answer, ensure_ascii=False).encode() + b"\n"
                with self._lock:
                    out.write(line)
                    out.flush()
                    os.fsync(out.fileno())
                ledger.write("answered", shard=shard.name, id=name)

            try:
                while True:
                    under_way |= {pool.submit(ask, *request) for request in islice(left, self._at_once - len(under_way))}
                    if not under_way:
                        break
                    ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    for future in ended:
                        future.result()
                        done += 1
                        progress(done, total, shard.name)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
        growing.replace(path)
        return done

    def _ask(self, name: str, body: dict[str, Any], attempt: int) -> dict[str, Any]:
        """Return the line of results for one request."""
        import openai

        reason = ""
        for trial in range(TRIES):
            try:
                answer = self._client.chat.completions.with_raw_response.create(
                    **body, extra_headers={"Idempotency-Key": f"{name}-{attempt}"}
                )
            except openai.APITimeoutError:
                # It may have been paid. The next attempt counts it.
                return _line(name, None, "timed_out")
            except openai.APIConnectionError as error:
                reason, after = f"no connection ({error})", None
            except openai.APIStatusError as error:
                if error.status_code in HOPELESS:
                    text = " ".join(str(error.message).split())[:200]
                    remedy = "check key, model and --base-url, then run again"
                    raise TeacherRefused(f"the teacher refuses (status {error.status_code}: {text}); {remedy}") from error
                if error.status_code not in TOO_BUSY:
                    return _line(name, {"status_code": error.status_code, "body": error.body})
                reason, after = f"status {error.status_code}", error.response.headers.get("retry-after")
            else:
                try:
                    return _line(name, {"status_code": answer.http_response.status_code, "body": answer.http_response.json()})
                except ValueError:
                    return _line(name, None, "no_json")
            if trial < TRIES - 1:
                self._clock.sleep(_seconds(after, self._backoff * 2**trial))
        raise TeacherUnreachable(f"the teacher is not to be had: {reason}; start it or wait, then run again to go on")


def _line(name: str, response: dict[str, Any] | None, error: str = "") -> dict[str, Any]:
    return {"custom_id": name, "response": response, "error": {"code": error} if error else None}


def _seconds(asked: str | None, own: float) -> float:
    """Return how long to wait: as the server asks for, within reason."""
    wanted = float(asked) if asked is not None and asked.isdecimal() else own
    return min(LONGEST_WAIT, wanted)


def _finished(growing: Path) -> set[str]:
    """Return the ids that are answered, and take away a line that a kill left half written."""
    if not growing.is_file():
        return set()
    data = growing.read_bytes()
    if data and not data.endswith(b"\n"):
        with growing.open("r+b") as file:
            file.truncate(data.rfind(b"\n") + 1)
    return {result.id for result in read_results(growing)}
