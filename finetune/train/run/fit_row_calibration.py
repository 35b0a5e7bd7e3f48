"""Calibration of the embedded tagger on labelled rows, where features may be unknown."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.embedded.fit_calibration import logistic_fit
from fractoscope.model.embedded.calibration import LIMIT, Calibration, frame_evidence

LEAST = 4
"""Rows with a feature, and rows without, from which its calibration is fitted anew."""
OWN_WORD = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
"""Weights of `frame_evidence` and offset that take the network at its word on the whole view, which is what rows teach."""
STIFFNESS = 1.0
"""Of the pull towards it, chosen on rehearsals of seed 77."""
THRESHOLD = 0.5
"""Odds from which a feature is seen."""


def fit_row_calibration(
    before: Calibration, log_odds: NDArray[np.float64], states: NDArray[np.int64]
) -> tuple[Calibration, tuple[str, ...]]:
    """Return the calibration of fine-tuned weights.

    Labels of rows hold for the whole view, so single pictures are scaled by how the whole view was read. Rows are few: the fit is pulled
    towards the network's own word. A feature with too few rows keeps its calibration. All features are seen from even odds on. No
    threshold is chosen for a precision on these rows, since a teacher that misses findings makes right answers look wrong.

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
        frame = logistic_fit(evidence[known, k], true, OWN_WORD, STIFFNESS)
        parts["picture_slope"][k], parts["picture_offset"][k] = picture
        parts["frame_weights"][k], parts["frame_offset"][k] = frame[:-1], frame[-1]
        fitted.append(feature)
    return Calibration(before.features, thresholds=np.full(len(before.features), THRESHOLD), **parts), tuple(fitted)
