"""Files of requests: cut by bytes, whole or absent."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from fractoscope.finetune.annotate.requests.panel_question import PanelQuestion
from fractoscope.finetune.annotate.requests.request_line import request_line
from fractoscope.finetune.annotate.requests.sent_picture import sent_picture
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.curate.run.task_runner import InProcessTasks, TaskRunner, in_order
from fractoscope.finetune.mine.run.image_store import write_whole

FOLDER = "requests"


@dataclass(frozen=True)
class RequestShard:
    """One file of requests.

    Attributes
    ----------
    path
        `requests/round-01-00000.jsonl`: which attempt, and which file of it.
    """

    path: Path

    @property
    def name(self) -> str:
        """Without folder and ending."""
        return self.path.stem

    @property
    def round(self) -> int:
        """Which attempt it belongs to, from 1."""
        return int(self.name.split("-")[1])

    @property
    def key(self) -> str:
        """Hash of name and content, hexadecimal: by it a server's batch is known again, and two attempts are never taken for one."""
        digest = sha256(self.name.encode())
        with self.path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()

    def ids(self) -> list[str]:
        """Return the ids of its requests, without decoding the pictures."""
        with self.path.open("rb") as lines:
            return [str(json.loads(line[: line.index(b",")] + b"}")["custom_id"]) for line in lines]

    def requests(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield id and body of each request."""
        with self.path.open("rb") as lines:
            for line in lines:
                request = json.loads(line)
                yield request["custom_id"], request["body"]


def request_shards(folder: Path) -> list[RequestShard]:
    """Return the shards of a run, in the order in which they were written."""
    return [RequestShard(path) for path in sorted((folder / FOLDER).glob("round-*.jsonl"))]


def write_shards_of_requests(
    folder: Path,
    round_number: int,
    questions: Sequence[PanelQuestion],
    mined: Path,
    settings: AnnotationSettings,
    runner: TaskRunner | None = None,
) -> list[RequestShard]:
    """Write the requests of one attempt.

    Parameters
    ----------
    folder
        Of the run.
    round_number
        Which attempt, from 1.
    questions
        What to ask.
    mined
        Folder of the run of mining, for the pictures.
    settings
        Size of pictures and shards.
    runner
        Prepares pictures; this process for None.

    Raises
    ------
    BadFile
        If a picture is not the one that was mined.
    """
    shards: list[RequestShard] = []
    lines: list[bytes] = []
    size = 0
    for line in in_order(runner or InProcessTasks(), LineOf(mined.absolute(), settings), questions):
        if lines and (size + len(line) > settings.shard_bytes or len(lines) == settings.shard_requests):
            shards.append(_write(folder, round_number, len(shards), lines))
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        shards.append(_write(folder, round_number, len(shards), lines))
    return shards


@dataclass(frozen=True)
class LineOf:
    """Prepares the picture of a question and returns the line of its request."""

    mined: Path
    settings: AnnotationSettings

    def __call__(self, question: PanelQuestion) -> bytes:
        """Return the line. Raises BadFile if the picture is not the one that was mined."""
        picture = sent_picture(self.mined, question.image, question.view, self.settings.edge, self.settings.quality)
        return request_line(question, picture, self.settings)


def _write(folder: Path, round_number: int, number: int, lines: list[bytes]) -> RequestShard:
    path = folder / FOLDER / f"round-{round_number:02d}-{number:05d}.jsonl"
    write_whole(path, b"".join(lines))
    return RequestShard(path)
