"""Calibration on rows of which not everything is known."""

import numpy as np

from fractoscope.finetune.train.run.fit_row_calibration import fit_row_calibration, row_threshold
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


def test_the_threshold_keeps_precision_and_else_the_best_f1():
    """Pins a threshold that finds nothing because the wanted precision is out of reach."""
    probability = np.linspace(0, 1, 200)
    assert row_threshold(probability, probability > 0.6) == 0.57
    random = np.random.default_rng(2)
    noise = row_threshold(random.random(400), random.random(400) < 0.5)
    assert noise < 0.45
