"""Fitting of probabilities and thresholds."""

import numpy as np

from fractoscope.finetune.embedded.fit_calibration import fit_calibration, logistic_fit, shared_threshold
from fractoscope.finetune.evaluation.tag_scores import calibration_error


def test_a_logistic_model_is_found_again():
    """Pins signs, scale and offset of the fit."""
    random = np.random.default_rng(0)
    inputs = random.normal(0, 3, (20_000, 2))
    truth = random.random(20_000) < 1 / (1 + np.exp(-(inputs @ [1.5, -0.5] + 0.7)))
    assert np.allclose(logistic_fit(inputs, truth), [1.5, -0.5, 0.7], atol=0.1)


def test_overconfident_log_odds_become_calibrated():
    """Pins what calibration is for: probabilities of frames and pictures that come true as often as they say."""
    random = np.random.default_rng(1)
    share = (random.random((600, 10, 2)) < 0.3).astype(np.float32)
    log_odds = 8.0 * (share - 0.5) + random.normal(0, 6.0, share.shape)
    frame = (share.mean(axis=1) > 0.25).astype(np.float32)
    fitted = fit_calibration(("a", "b"), log_odds[:400], share[:400], frame[:400])
    assert calibration_error(fitted.pictures(log_odds[400:, 1:]), share[400:, 1:] > 0) < 0.05
    assert calibration_error(fitted.frame(log_odds[400:]), frame[400:] > 0) < 0.06


def test_a_feature_that_never_occurs_is_never_predicted():
    """Pins a calibration split without a single positive: no division by zero, and a low probability."""
    zeros = np.zeros((30, 10, 1), np.float32)
    log_odds = np.random.default_rng(2).normal(-3, 1, (30, 10, 1))
    fitted = fit_calibration(("a",), log_odds, zeros, zeros[:, 0])
    assert fitted.frame(log_odds).max() < 0.3


def test_the_threshold_is_the_lowest_that_is_precise_enough():
    """Pins the trade: all tags above it are right often enough, and no recall is given away."""
    probability = np.array([[0.4], [0.5], [0.6], [0.7], [0.8]])
    truth = np.array([[False], [False], [True], [True], [True]])
    assert 0.5 < shared_threshold(probability, truth) <= 0.6
    assert shared_threshold(probability, ~truth) == 0.9
