"""One reader on one benchmark, beside readers that look at nothing."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.evaluation.predictions import Predictions, read_benchmark
from fractoscope.finetune.evaluation.predictions.read_benchmark import Progress
from fractoscope.finetune.evaluation.readers import ConstantReader, PictureReader
from fractoscope.finetune.evaluation.scores import AnswerTable, compare_tables, score_table
from fractoscope.finetune.evaluation.scores.answer_table import Labels, default_labels
from fractoscope.finetune.evaluation.scores_page import scores_page
from fractoscope.finetune.mine.run.image_store import write_whole

SCORES, PAGE = "scores.json", "scores.md"


def evaluate_reader(
    benchmark: Benchmark,
    reader: PictureReader,
    out: Path,
    *,
    labels: Labels | None = None,
    progress: Progress = lambda done, total, last: None,
) -> dict[str, Any]:
    """Have a benchmark read and score what was said.

    Parameters
    ----------
    benchmark, reader
        What is read, and by whom.
    out
        Gets a folder for this reader on this benchmark with its predictions, `scores.json` and `scores.md`.
    labels
        Whose labels count; see `compare_readers`.
    progress
        Told of each picture.

    Returns
    -------
    dict
        As of `score_table`, and `baselines`: {"all-no", "majority"}: {`micro`, `macro_f1`, `exact_set`, `gain` (paired, reader less
        baseline)} on the same features; `folder`.

    Raises
    ------
    BadFile
        If a picture is unreadable, or the benchmark has no such labels.
    Busy
        If another process reads into the folder.
    """
    labels = labels or default_labels(benchmark)
    folder = out / reader_folder(benchmark, reader)
    read = read_benchmark(benchmark, reader, folder, progress=progress)
    table = AnswerTable.made(benchmark, read, labels)
    baselines = {}
    for rival in (ConstantReader.all_no(), ConstantReader.majority(table.rows)):
        said = tuple(rival.read(row.id, None) for row in benchmark.rows)
        other_read = Predictions(rival.identity(), rival.features, benchmark.fingerprint, said)
        other = AnswerTable.made(benchmark, other_read, labels, table.features)
        scores = score_table(other, other_read)
        kept = {name: scores[name] for name in ("micro", "macro_f1", "exact_set")}
        gain = compare_tables(other, table)["difference"]["micro_f1"]
        baselines[str(rival.identity()["name"])] = {**kept, "gain": {"micro_f1": gain["value"], "interval_95": gain["interval_95"]}}
    result = {**score_table(table, read), "baselines": baselines, "folder": str(folder)}
    write_whole(folder / SCORES, json.dumps(result, indent=1, ensure_ascii=False).encode())
    write_whole(folder / PAGE, scores_page(result).encode())
    return result


def reader_folder(benchmark: Benchmark, reader: PictureReader) -> str:
    """Return a folder's name that no other reader or benchmark has: another model or threshold never meets old predictions."""
    name = re.sub(r"[^a-z0-9]+", "-", str(reader.identity()["name"]).lower()).strip("-") or "reader"
    about = json.dumps([reader.identity(), list(reader.features), benchmark.fingerprint], sort_keys=True)
    return f"{name}-{sha256(about.encode()).hexdigest()[:10]}"
