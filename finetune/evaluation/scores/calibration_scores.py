"""Whether probabilities mean what they say."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable

BINS = 10
COVERAGES = (0.5, 0.8, 0.9, 1.0)


def calibration_scores(table: AnswerTable) -> dict[str, Any] | None:
    """Return calibration over known tags that have a probability, or None if none has.

    Returns
    -------
    dict
        `ece`: mean over features of the expected calibration error in ten bins of equal mass (classwise, as in Nixon et al. 2019);
        `brier`; `risk`: share of wrong decisions among the surest tags, by coverage; `aurc`: its mean over all coverages;
        `tags`: how many have a probability; `missing`: share of known tags without one, which are left out rather than taken as 0.
    """
    given = table.known & ~np.isnan(table.probability)
    if not given.any():
        return None
    errors = [
        equal_mass_error(table.probability[given[:, k], k], table.present[given[:, k], k])
        for k in range(len(table.features))
        if given[:, k].any()
    ]
    probability, present = table.probability[given], table.present[given]
    wrong = table.said[given] != present
    sureness = np.where(table.said[given], probability, 1.0 - probability)
    risk = np.cumsum(wrong[np.argsort(-sureness, kind="stable")]) / np.arange(1, len(wrong) + 1)
    return {
        "ece": float(np.mean(errors)),
        "brier": float(((probability - present) ** 2).mean()),
        "risk": {f"{share:g}": float(risk[max(round(share * len(risk)), 1) - 1]) for share in COVERAGES},
        "aurc": float(risk.mean()),
        "tags": int(given.sum()),
        "missing": 1.0 - float(given.sum() / table.known.sum()),
    }


def equal_mass_error(probability: NDArray[np.float64], present: NDArray[np.bool_]) -> float:
    """Return |mean probability - share present|, averaged over bins of equally many tags, by weight of the bin.

    Parameters
    ----------
    probability, present
        Of one feature, shape (tags,).
    """
    order = np.argsort(probability, kind="stable")
    bins = np.array_split(order, min(BINS, len(order)))
    return float(sum(len(chosen) * abs(probability[chosen].mean() - present[chosen].mean()) for chosen in bins) / len(order))
