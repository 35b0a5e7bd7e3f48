"""Answers beside labels."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.evaluation.predictions import Prediction, Predictions
from fractoscope.instruments.errors import BadFile
from fractoscope.model.taxonomy import load_taxonomy

Labels = Literal["expert", "teacher"]
"""Whose labels are scored against: those of people and of a simulator's truth, or those of a teacher."""


@dataclass(frozen=True)
class AnswerTable:
    """What is known and what was said, picture by picture and feature by feature.

    Attributes
    ----------
    features
        Identifiers, one a column, in taxonomy order.
    known, present, said
        Shape (images, features), bool. Outside `known` the other two are False: the unknown is not scored.
    probability
        The same shape, float64; NaN where the reader gave none.
    first
        Column of the surest feature that was said and is known, or -1; shape (images,).
    group
        Number of the picture's paper, from 0; shape (images,). Papers are drawn, not pictures, where luck is estimated.
    rows, answers
        What it was made from.
    labels
        Whose labels these are.
    """

    features: tuple[str, ...]
    known: NDArray[np.bool_]
    present: NDArray[np.bool_]
    said: NDArray[np.bool_]
    probability: NDArray[np.float64]
    first: NDArray[np.int64]
    group: NDArray[np.int64]
    rows: tuple[DatasetRow, ...]
    answers: tuple[Prediction, ...]
    labels: Labels

    @classmethod
    def made(
        cls, benchmark: Benchmark, predictions: Predictions, labels: Labels = "expert", features: Collection[str] | None = None
    ) -> "AnswerTable":
        """Return the table of a reader.

        Parameters
        ----------
        benchmark, predictions
            That belong together.
        labels
            Which rows.
        features
            Which columns; by default all that the reader can tell. A column nothing is known of is left out.

        Raises
        ------
        BadFile
            If the predictions are of another benchmark, or no row has such labels.
        """
        if predictions.benchmark != benchmark.fingerprint:
            raise BadFile(path=str(benchmark.folder), reason="the predictions are of another benchmark", remedy="have it read again")
        sources = {"teacher"} if labels == "teacher" else {"person", "truth"}
        pairs = [pair for pair in zip(benchmark.rows, predictions.answers, strict=True) if pair[0].label_source in sources]
        if not pairs:
            raise BadFile(path=str(benchmark.folder), reason=f"it has no {labels} labels", remedy="score against the others")
        rows, answers = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
        labelled = {name for row in rows for name in (*row.present, *row.absent)}
        wanted = predictions.features if features is None else features
        told = set(predictions.features).intersection(wanted, labelled)
        names = tuple(name for name in load_taxonomy().ids if name in told)
        present = _bits([row.present for row in rows], names)
        known = present | _bits([row.absent for row in rows], names)
        probability = np.array([[answer.probabilities.get(name, np.nan) for name in names] for answer in answers]).reshape(present.shape)
        papers = {paper: number for number, paper in enumerate(dict.fromkeys(row.paper for row in rows))}
        return cls(
            names,
            known,
            present,
            _bits([answer.said for answer in answers], names) & known,
            probability,
            np.array([_first(answer, names, known[number]) for number, answer in enumerate(answers)], np.int64),
            np.array([papers[row.paper] for row in rows], np.int64),
            rows,
            answers,
            labels,
        )

    @property
    def exact(self) -> NDArray[np.bool_]:
        """True for a picture all of whose known labels were met, shape (images,)."""
        return np.asarray((self.said == self.present).all(axis=1))

    def counts(self) -> NDArray[np.int64]:
        """Return hits, extras, misses of each picture and feature, shape (3, images, features)."""
        return np.stack([self.said & self.present, self.said & ~self.present, ~self.said & self.present]).astype(np.int64)

    def by_paper(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return sums over the pictures of each paper of `values` (images, ...), shape (papers, ...)."""
        sums = np.zeros((int(self.group.max()) + 1, *values.shape[1:]))
        np.add.at(sums, self.group, values)
        return sums


def default_labels(benchmark: Benchmark) -> Labels:
    """Return "expert" if any row has labels of a person or of a simulator's truth, else "teacher"."""
    return "teacher" if all(row.label_source == "teacher" for row in benchmark.rows) else "expert"


def _bits(sets: list[tuple[str, ...]], names: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.array([[name in chosen for name in names] for chosen in sets], np.bool_).reshape(len(sets), len(names))


def _first(answer: Prediction, names: tuple[str, ...], known: NDArray[np.bool_]) -> int:
    columns = (names.index(name) for name in answer.said if name in names)
    return next((column for column in columns if known[column]), -1)
