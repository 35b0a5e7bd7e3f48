"""Two readers on one benchmark, from pictures to the paired comparison."""

from pathlib import Path
from typing import Any

from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.evaluation.predictions.read_benchmark import Progress, read_benchmark
from fractoscope.finetune.evaluation.readers.picture_reader import PictureReader
from fractoscope.finetune.evaluation.readers.tagger_reader import TaggerReader
from fractoscope.finetune.evaluation.scores import AnswerTable, compare_tables, score_table
from fractoscope.finetune.evaluation.scores.answer_table import Labels, default_labels


def compare_readers(
    benchmark: Benchmark,
    first: PictureReader,
    second: PictureReader,
    folder: Path,
    *,
    labels: Labels | None = None,
    progress: Progress = lambda done, total, last: None,
) -> dict[str, Any]:
    """Return the scores of two readers and what the second is better by.

    Parameters
    ----------
    benchmark
        What both read.
    first, second
        Readers, such as base and fine-tuned weights.
    folder
        Gets their predictions under `first/` and `second/`; what is there already is not read again.
    labels
        Whose labels count; by default those of people and truth where there are any, else a teacher's, which the result then says.
    progress
        Told of each picture.

    Returns
    -------
    dict
        `first`, `second`: each as of `score_table`, on the features that both can tell; `comparison`: as of `compare_tables`.

    Raises
    ------
    BadFile
        If a folder holds predictions of somebody else, or a picture is unreadable.
    Busy
        If another process reads into the folder.
    """
    labels = labels or default_labels(benchmark)
    readings = [
        read_benchmark(benchmark, reader, folder / name, progress=progress) for name, reader in (("first", first), ("second", second))
    ]
    shared = tuple(name for name in first.features if name in second.features)
    before, after = (AnswerTable.made(benchmark, reading, labels, shared) for reading in readings)
    return {
        "first": score_table(before, readings[0]),
        "second": score_table(after, readings[1]),
        "comparison": compare_tables(before, after),
    }


def compare_weights(
    benchmark_folder: Path,
    base_weights: Path,
    tuned_weights: Path,
    folder: Path,
    *,
    labels: Labels | None = None,
    progress: Progress = lambda done, total, last: None,
) -> dict[str, Any]:
    """Return what fine-tuning the embedded model was worth on a benchmark.

    Parameters
    ----------
    benchmark_folder
        With `images/`, `labels.jsonl`, `CARD.md`.
    base_weights, tuned_weights
        Folders that the embedded tagger takes; the second with the adapter merged.
    folder, labels, progress
        See `compare_readers`.

    Returns
    -------
    dict
        See `compare_readers`; `comparison.difference.micro_f1.excludes_zero` and `.value` tell whether the adapter beats its base.
    """
    from fractoscope.model.embedded.tagger import EmbeddedTagger

    base, tuned = (TaggerReader(EmbeddedTagger(path), name) for path, name in ((base_weights, "base"), (tuned_weights, "tuned")))
    return compare_readers(Benchmark.opened(benchmark_folder), base, tuned, folder, labels=labels, progress=progress)
