"""Calibration on rows of which not everything is known."""

import numpy as np

from fractoscope.finetune.train.run.fit_row_calibration import fit_row_calibration
from fractoscope.model.embedded.calibration import Calibration
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.weights_folder import SHIPPED


def test_a_feature_with_too_few_rows_keeps_its_calibration():
    """Pins a calibration that is fitted on two rows, or on rows where nobody looked."""
    before = Calibration.load(SHIPPED / "calibration.json", EMBEDDED_FEATURES)
    random = np.random.default_rng(1)
    states = np.full((40, 8), -1)
    states[:, 0] = np.arange(40) % 2
    states[:, 1] = 0
    log_odds = random.normal(0, 1, (40, 10, 8))
    log_odds[:, :, 0] += 6 * (states[:, 0] - 0.5)[:, None]
    after, fitted = fit_row_calibration(before, log_odds, states)
    assert fitted == (EMBEDDED_FEATURES[0],)
    assert (after.frame_weights[1:] == before.frame_weights[1:]).all()
    probability = after.frame(log_odds)[:, 0]
    assert probability[states[:, 0] == 1].min() > 0.5 > probability[states[:, 0] == 0].max()


def test_a_teacher_that_misses_findings_does_not_silence_the_model():
    """Pins a threshold for a precision that labels with misses never show, so that most findings go unsaid."""
    before = Calibration.load(SHIPPED / "calibration.json", EMBEDDED_FEATURES)
    random = np.random.default_rng(3)
    truth = random.random((80, 8)) < 0.3
    log_odds = random.normal(0, 1, (80, 10, 8)) + np.where(truth, 3.0, -3.0)[:, None]
    heard = truth & (random.random(truth.shape) > 0.15)
    after, fitted = fit_row_calibration(before, log_odds, heard.astype(int))
    assert fitted == EMBEDDED_FEATURES
    said = after.frame(log_odds) >= after.thresholds
    assert (said & truth).sum() > 0.9 * truth.sum()
    assert (said & truth).sum() > 0.95 * said.sum()
