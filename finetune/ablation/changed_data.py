"""A dataset as a variant sees it."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image

from fractoscope.finetune.ablation.variants import DataChange
from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.instruments.errors import BadFile


def changed_data(dataset: DatasetVersion, change: DataChange, seed: int) -> DatasetVersion:
    """Return the dataset with a change, under a fingerprint of its own.

    Parameters
    ----------
    dataset
        The recipe's, or the other version that the change names.
    change
        What is other.
    seed
        Of the choice of papers; the papers of a smaller share are among those of a larger one.

    Raises
    ------
    BadFile
        If a picture cannot be opened.
    """
    if change == DataChange(dataset=change.dataset):
        return dataset
    rows = dict(dataset.rows)
    if change.papers_share < 1:
        papers = sorted({row.paper for row in rows["train"]})
        order = np.random.default_rng(seed).permutation(len(papers))
        kept = {papers[k] for k in order[: max(1, round(change.papers_share * len(papers)))]}
        rows["train"] = tuple(row for row in rows["train"] if row.paper in kept)
    if change.equal_weights:
        rows["train"] = tuple(row.replace(weight=1.0) for row in rows["train"])
    if change.keep_databar:
        for split in ("train", "validation", "calibration"):
            rows[split] = tuple(_whole(dataset.picture(row), row) for row in rows[split])
    digest = sha256(f"{dataset.fingerprint} {change.model_dump_json()} {seed}".encode()).hexdigest()
    return replace(dataset, rows=rows, fingerprint=digest)


def check_apart(dataset: DatasetVersion, benchmark: Benchmark) -> None:
    """Refuse data that shares a paper or a picture with the benchmark; altered copies under another paper are not found here.

    Raises
    ------
    BadFile
        If it does: every figure would be too good.
    """
    papers, pictures = {row.paper for row in benchmark.rows}, {row.sha256 for row in benchmark.rows}
    for split in ("train", "validation", "calibration"):
        shared = [row.id for row in dataset.rows[split] if row.paper in papers or row.sha256 in pictures]
        if shared:
            reason = f"{len(shared)} rows of {split} share a paper or a picture with the benchmark, the first is {shared[0]}"
            remedy = "make the version with the benchmark's papers held out (`fractoscope dataset curate` with a parent version)"
            raise BadFile(path=str(dataset.folder), reason=reason, remedy=remedy)


def _whole(file: Path, row: DatasetRow) -> DatasetRow:
    try:
        with Image.open(file) as image:
            width, height = image.size
    except OSError as error:
        raise BadFile(path=str(file), reason="cannot be read as a picture", remedy="restore it from the dataset's archive") from error
    return row.replace(view=Box(left=0, top=0, right=width, bottom=height))
