"""Figures of single features."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable
from fractoscope.finetune.evaluation.scores.paper_draws import interval, ratio
from fractoscope.finetune.evaluation.tag_scores import figures

LEAST_RANKED = 10
"""Pictures with a feature from which its figures may be ranked: 5 right of 5 still allow a share of 0.57 (Wilson, 95 %)."""


def feature_scores(table: AnswerTable, draws: NDArray[np.float64]) -> dict[str, dict[str, Any]]:
    """Return by feature `precision`, `recall`, `f1`, `support`, `known`, `interval_95` (over papers) and `ranked` (support enough)."""
    counts = table.counts()
    hits, extras, misses = (draws @ table.by_paper(part) for part in counts)
    values = {
        "precision": ratio(hits, hits + extras),
        "recall": ratio(hits, hits + misses),
        "f1": ratio(2 * hits, 2 * hits + extras + misses),
    }
    result = {}
    for k, name in enumerate(table.features):
        support = int(table.present[:, k].sum())
        result[name] = {
            **figures(*(float(part[:, k].sum()) for part in counts)),
            "support": support,
            "known": int(table.known[:, k].sum()),
            "interval_95": {figure: interval(value[1:, k]) for figure, value in values.items()},
            "ranked": support >= LEAST_RANKED,
        }
    return result
