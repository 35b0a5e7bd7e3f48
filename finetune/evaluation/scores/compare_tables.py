"""Two readers on the same pictures."""

from typing import Any

import numpy as np

from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable
from fractoscope.finetune.evaluation.scores.drawn_figures import drawn_figures
from fractoscope.finetune.evaluation.scores.mcnemar import mcnemar
from fractoscope.finetune.evaluation.scores.paper_draws import RESAMPLES, interval, paper_draws


def compare_tables(first: AnswerTable, second: AnswerTable, resamples: int = RESAMPLES, seed: int = 0) -> dict[str, Any]:
    """Return the differences, second less first, with 95 % intervals over papers drawn for both at once.

    Both are scored on the same papers in each draw, so that what makes a paper hard for both cancels.

    Parameters
    ----------
    first, second
        Of the same rows and features.
    resamples, seed
        Of the bootstrap.

    Returns
    -------
    dict
        `difference`: {figure: {`first`, `second`, `value`, `interval_95`, `excludes_zero`}}; `mcnemar`: {`exact`, `tags`}, see `mcnemar`
        (the test takes decisions as independent: for tags it is too sure of itself, and the intervals are what counts); `images`,
        `papers`, `features`, `labels`.

    Raises
    ------
    ValueError
        If the two do not share rows, labels and features.
    """
    if first.features != second.features or first.rows != second.rows or (first.present != second.present).any():
        raise ValueError("a paired comparison needs the same rows, labels and features for both")
    papers = int(first.group.max()) + 1
    draws = paper_draws(papers, resamples, seed)
    before, after = drawn_figures(first, draws), drawn_figures(second, draws)
    difference = {}
    for name, values in before.items():
        gain = after[name] - values
        low, high = interval(gain[1:])
        difference[name] = {
            "first": float(values[0]),
            "second": float(after[name][0]),
            "value": float(gain[0]),
            "interval_95": [low, high],
            "excludes_zero": low > 0 or high < 0,
        }
    known = first.known
    return {
        "difference": difference,
        "mcnemar": {
            "exact": mcnemar(first.exact, second.exact),
            "tags": mcnemar((first.said == first.present)[known], (second.said == second.present)[known]),
        },
        "images": len(first.rows),
        "papers": papers,
        "features": list(first.features),
        "tags": int(np.count_nonzero(known)),
        "labels": first.labels,
    }
