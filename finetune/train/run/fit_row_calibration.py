"""Calibration of the embedded tagger on labelled rows, where features may be unknown."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.embedded.fit_calibration import LOWEST, PRECISION_WANTED, logistic_fit
from fractoscope.model.embedded.calibration import LIMIT, Calibration, frame_evidence

LEAST = 4
"""Rows with a feature, and rows without, from which its calibration is fitted anew."""
HIGHEST_TRIED = 0.9


def fit_row_calibration(
    before: Calibration, log_odds: NDArray[np.float64], states: NDArray[np.int64]
) -> tuple[Calibration, tuple[str, ...]]:
    """Return the calibration of fine-tuned weights.

    Labels of rows hold for the whole view, so single pictures are scaled by how the whole view was read. A feature with too few rows
    keeps its calibration. All features share one threshold: the lowest from 0.35 on that reaches a micro precision of 0.93 on these
    rows, and where none does, the one with the best micro F1.

    Parameters
    ----------
    before
        Of the base.
    log_odds
        Shape (rows, 10, features), the whole view first.
    states
        Shape (rows, features): 1 present, 0 absent, -1 unknown.

    Returns
    -------
    tuple
        The calibration, and the features whose own was fitted.
    """
    parts = {name: np.array(getattr(before, name)) for name in ("picture_slope", "picture_offset", "frame_weights", "frame_offset")}
    evidence = frame_evidence(log_odds)
    fitted = []
    for k, feature in enumerate(before.features):
        known = states[:, k] >= 0
        true = states[known, k] == 1
        if min(true.sum(), (~true).sum()) < LEAST:
            continue
        picture = logistic_fit(np.clip(log_odds[known, :1, k], -LIMIT, LIMIT), true)
        frame = logistic_fit(evidence[known, k], true)
        parts["picture_slope"][k], parts["picture_offset"][k] = picture
        parts["frame_weights"][k], parts["frame_offset"][k] = frame[:-1], frame[-1]
        fitted.append(feature)
    draft = Calibration(before.features, thresholds=before.thresholds, **parts)
    threshold = row_threshold(draft.frame(log_odds)[states >= 0], states[states >= 0] == 1)
    return replace(draft, thresholds=np.full(len(before.features), threshold)), tuple(fitted)


def row_threshold(probability: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Return one threshold for all known tags (tags,): the lowest of the wanted precision, else the one with the best F1."""
    best, best_f1 = LOWEST, -1.0
    for percent in range(round(100 * LOWEST), round(100 * HIGHEST_TRIED)):
        threshold = percent / 100
        said = probability >= threshold
        hits = float((said & truth).sum())
        if hits and hits >= PRECISION_WANTED * said.sum():
            return threshold
        f1 = 2 * hits / max(float(said.sum() + truth.sum()), 1.0)
        if f1 > best_f1:
            best, best_f1 = threshold, f1
    return best
