"""A comparison of two models pairs them image by image."""

import numpy as np
import pytest

from fractoscope.finetune.evaluation.paired_margin import paired_margin
from fractoscope.finetune.evaluation.tag_scores import TagScores

TRUTH = np.random.default_rng(1).random((120, 2)) < 0.5


def scores(wrong: np.ndarray, truth: np.ndarray = TRUTH) -> TagScores:
    return TagScores(("a", "b"), truth, truth ^ wrong, truth.astype(float))


def test_a_model_against_itself_has_no_margin():
    """Pins a comparison that draws other images for each model: its interval would not be zero."""
    same = scores(np.random.default_rng(2).random(TRUTH.shape) < 0.2)
    assert paired_margin(same, same, 60) == {"f1": 0.0, "interval_95": [0.0, 0.0]}


def test_a_better_model_has_an_interval_above_zero_and_a_worse_one_below():
    """Pins a margin with the wrong sign."""
    noise = np.random.default_rng(3).random(TRUTH.shape)
    good, poor = scores(noise < 0.02), scores(noise < 0.3)
    assert paired_margin(good, poor, 60)["interval_95"][0] > 0
    assert paired_margin(poor, good, 60)["interval_95"][1] < 0


def test_rows_of_other_images_are_refused():
    """Pins a comparison of two models on different images."""
    with pytest.raises(ValueError, match="same rows"):
        paired_margin(scores(TRUTH & False), scores(TRUTH & False, ~TRUTH), 60)
