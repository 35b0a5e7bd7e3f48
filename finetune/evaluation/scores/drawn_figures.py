"""Headline figures of a table in every draw of papers."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable
from fractoscope.finetune.evaluation.scores.paper_draws import ratio

FIGURES = ("micro_precision", "micro_recall", "micro_f1", "macro_f1", "samples_precision", "headline_precision", "exact")


def drawn_figures(table: AnswerTable, draws: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Return each of `FIGURES` by draw, shape (draws,).

    Parameters
    ----------
    table
        Answers beside labels.
    draws
        From `paper_draws`.

    Returns
    -------
    dict
        `micro_*` from sums over all (picture, feature); `macro_f1` the mean over the features that are present somewhere;
        `samples_precision` the mean over pictures of the share of right among what was said, where saying nothing counts as 1 if nothing
        is there and as 0 otherwise; `headline_precision` over the pictures with a said feature, the share whose surest one is there;
        `exact` the share of pictures all of whose known labels were met.
    """
    hits, extras, misses = (draws @ table.by_paper(part) for part in table.counts())
    supported = (table.present.sum(axis=0) > 0)[None, :]
    f1 = ratio(2 * hits, 2 * hits + extras + misses)
    images = draws @ table.by_paper(np.ones(len(table.rows)))
    has_first = table.first >= 0
    right_first = has_first & table.present[np.arange(len(table.rows)), np.maximum(table.first, 0)] if table.features else has_first
    total_hits, total_extras, total_misses = hits.sum(axis=1), extras.sum(axis=1), misses.sum(axis=1)
    return {
        "micro_precision": ratio(total_hits, total_hits + total_extras),
        "micro_recall": ratio(total_hits, total_hits + total_misses),
        "micro_f1": ratio(2 * total_hits, 2 * total_hits + total_extras + total_misses),
        "macro_f1": ratio((f1 * supported).sum(axis=1), np.full(len(draws), float(supported.sum()))),
        "samples_precision": ratio(draws @ table.by_paper(sample_precision(table)), images),
        "headline_precision": ratio(draws @ table.by_paper(right_first), draws @ table.by_paper(has_first)),
        "exact": ratio(draws @ table.by_paper(table.exact), images),
    }


def sample_precision(table: AnswerTable) -> NDArray[np.float64]:
    """Return the share of right among what was said, by picture; for nothing said 1 if nothing is there, else 0."""
    said = table.said.sum(axis=1)
    right = ratio((table.said & table.present).sum(axis=1).astype(np.float64), said.astype(np.float64))
    return np.where(said > 0, right, (~table.present.any(axis=1)).astype(np.float64))
