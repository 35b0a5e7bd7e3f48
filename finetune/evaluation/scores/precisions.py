"""The three things that "precision" of tags can mean."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable
from fractoscope.finetune.evaluation.scores.drawn_figures import sample_precision


def precisions(table: AnswerTable, drawn: dict[str, NDArray[np.float64]]) -> dict[str, Any]:
    """Return all readings of the word, each under its name; precision alone rewards saying little, so recall stands beside it elsewhere.

    Parameters
    ----------
    table
        Answers beside labels.
    drawn
        From `drawn_figures` of the same table; the first draw is what was measured.

    Returns
    -------
    dict
        `micro`: right among all said (picture, feature). `samples`: mean over pictures of right among said, where saying nothing counts as
        1 if nothing is there, else as 0; `samples_where_said`: without pictures of which nothing was said. `image_exact`: pictures all of
        whose known labels were met. `headline`: pictures whose surest said feature is there, of those with one. `said_nothing`: pictures.
    """
    spoke = table.said.any(axis=1)
    return {
        "micro": float(drawn["micro_precision"][0]),
        "samples": float(drawn["samples_precision"][0]),
        "samples_where_said": float(sample_precision(table)[spoke].mean()) if spoke.any() else None,
        "image_exact": float(drawn["exact"][0]),
        "headline": float(drawn["headline_precision"][0]) if (table.first >= 0).any() else None,
        "said_nothing": int((~spoke).sum()),
    }
