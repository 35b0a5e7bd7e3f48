"""Scores on the validation split while a run learns."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.evaluation.tag_scores import figures


def validation_scores(log_odds: NDArray[np.float32], states: NDArray[np.int64]) -> dict[str, float]:
    """Return micro precision, recall and F1 over what is known, present from even odds on.

    Parameters
    ----------
    log_odds
        Shape (rows, features).
    states
        Shape (rows, features): 1 present, 0 absent, -1 unknown; the unknown is not scored.
    """
    said, known = log_odds > 0, states >= 0
    true = states == 1
    counts = ((said & true).sum(), (said & ~true & known).sum(), (~said & true).sum())
    return {f"micro_{name}": value for name, value in figures(*map(float, counts)).items()}


def metrics_of(prediction: Any) -> dict[str, float]:
    """Return the scores of what a trainer predicted."""
    return validation_scores(np.asarray(prediction.predictions), np.asarray(prediction.label_ids))
