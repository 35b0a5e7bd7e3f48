"""Figures of tags."""

import numpy as np
import pytest

from fractoscope.finetune.evaluation import TagScores, evaluate_embedded
from fractoscope.finetune.evaluation.tag_scores import calibration_error


def test_figures_are_those_counted_by_hand():
    """Pins micro, macro and support on four images."""
    truth = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], bool)
    probability = np.array([[0.9, 0.1], [0.2, 0.8], [0.1, 0.7], [0.6, 0.2]])
    report = TagScores(("a", "b"), truth, probability >= 0.5, probability).report(resamples=50)
    assert report["micro"] == {"precision": 0.5, "recall": pytest.approx(2 / 3), "f1": pytest.approx(4 / 7)}
    assert report["features"]["a"]["support"] == 2
    assert report["features"]["b"]["recall"] == 1.0
    assert report["macro_f1"] == pytest.approx((0.5 + 2 / 3) / 2)
    assert report["exact_set"] == 0.5
    low, high = report["features"]["a"]["interval_95"]["f1"]
    assert 0.0 <= low <= 0.5 <= high <= 1.0


def test_calibration_error_is_the_gap_in_each_bin():
    """Pins ten bins, weighted by count, probability 1 in the last."""
    probability = np.array([[0.05, 0.05, 1.0, 1.0]])
    assert calibration_error(probability, np.array([[False, False, True, True]])) == pytest.approx(0.025)
    assert calibration_error(probability, np.array([[False, False, False, False]])) == pytest.approx(0.525)


def test_a_feature_without_support_does_not_enter_the_macro_figure():
    """Pins small evaluations, where a feature may not occur."""
    truth = np.array([[True, False]])
    assert TagScores(("a", "b"), truth, truth, truth * 1.0).report(resamples=5)["macro_f1"] == 1.0


@pytest.mark.parametrize(("images", "seed0"), [(4, 0), (4, 900_000), (0, 1_000_000), (8, 1_999_999)])
def test_seeds_of_training_are_refused(images: int, seed0: int):
    """Pins that no figure can be made on what was learnt from."""
    with pytest.raises(ValueError, match="training never saw"):
        evaluate_embedded(images=images, seed0=seed0)


def test_the_shipped_model_is_measured_beside_the_baseline():
    """Pins the keys that scripts rely on, for both models, on two frames."""
    result = evaluate_embedded(images=2)
    for table in (result, result["baseline"], result["tiles"]):
        assert {"images", "micro", "macro_f1", "ece", "features"} <= set(table)
    assert result["images"] == 2 and result["tiles"]["images"] == 18
    assert result["seeds"] == [1_000_000, 1_000_000]
