"""Having a benchmark read, once."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from pydantic import ValidationError

from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.evaluation.predictions.prediction import Prediction
from fractoscope.finetune.evaluation.predictions.predictions import Predictions
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.instruments.errors import BadFile, Busy

if TYPE_CHECKING:
    from fractoscope.finetune.evaluation.readers.picture_reader import PictureReader

READER, LINES, LOCK = "reader.json", "predictions.jsonl", "run.lock"
REMEDY = "name another folder with --out"

Progress = Callable[[int, int, str], None]


def read_benchmark(
    benchmark: Benchmark, reader: "PictureReader", folder: Path, *, progress: Progress = lambda done, total, last: None
) -> Predictions:
    """Return what a reader says of every picture; what it said before is taken from the folder.

    Parameters
    ----------
    benchmark
        What is read.
    reader
        Who reads.
    folder
        Of one reader on one benchmark: gets `reader.json` and `predictions.jsonl`, a line a picture, on the disk as soon as it is read.
    progress
        Told of each picture.

    Raises
    ------
    BadFile
        If the folder holds the predictions of another reader or benchmark, or a picture is unreadable.
    Busy
        If another process reads into the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(operation=f"another evaluation into {folder}") from None
    try:
        about = {"reader": reader.identity(), "features": list(reader.features), "benchmark": benchmark.fingerprint}
        _check_folder(folder / READER, about)
        path = folder / LINES
        answers = {answer.id: answer for answer in _finished(path)}
        with path.open("ab") as out:
            for number, row in enumerate(benchmark.rows, 1):
                if row.id in answers:
                    continue
                answers[row.id] = reader.read(row.id, benchmark.frame(row))
                out.write(answers[row.id].model_dump_json().encode() + b"\n")
                out.flush()
                os.fsync(out.fileno())
                progress(number, len(benchmark.rows), row.id)
    finally:
        lock.release()
    return Predictions(reader.identity(), reader.features, benchmark.fingerprint, tuple(answers[row.id] for row in benchmark.rows))


def _check_folder(path: Path, about: dict[str, Any]) -> None:
    """Refuse to mix predictions of two readers, or of two benchmarks."""
    if not path.is_file():
        write_whole(path, json.dumps(about, indent=1, ensure_ascii=False).encode())
        return
    try:
        before = json.loads(path.read_bytes())
    except ValueError as error:
        raise BadFile(path=str(path), reason="it does not say whose predictions these are", remedy=REMEDY) from error
    differing = [name for name, value in about.items() if not isinstance(before, dict) or before.get(name) != value]
    if differing:
        reason = f"it holds predictions with another {' and another '.join(differing)}"
        raise BadFile(path=str(path.parent), reason=reason, remedy=REMEDY)


def _finished(path: Path) -> list[Prediction]:
    """Return the answers so far, and take away a line that a kill left half written."""
    if not path.is_file():
        return []
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        with path.open("r+b") as file:
            file.truncate(data.rfind(b"\n") + 1)
        data = data[: data.rfind(b"\n") + 1]
    try:
        return [Prediction.model_validate_json(line) for line in data.splitlines()]
    except ValidationError as error:
        raise BadFile(path=str(path), reason="a line is no prediction", remedy=REMEDY) from error
