"""Probabilities from log-odds."""

from pathlib import Path

import numpy as np
import pytest

from fractoscope.instruments.errors import BadFile
from fractoscope.model.embedded.calibration import Calibration, frame_evidence


def some_calibration() -> Calibration:
    ones = np.ones(2)
    return Calibration(("a", "b"), ones, np.array([0.0, -1.0]), np.full((2, 5), 0.2), np.zeros(2), np.array([0.5, 0.6]))


def test_what_is_saved_is_loaded(tmp_path: Path):
    """Pins the file's form."""
    some_calibration().save(tmp_path / "calibration.json")
    loaded = Calibration.load(tmp_path / "calibration.json", ("a", "b"))
    assert np.array_equal(loaded.frame_weights, some_calibration().frame_weights)
    assert loaded.thresholds.tolist() == [0.5, 0.6]


def test_a_calibration_of_other_features_is_refused(tmp_path: Path):
    """Pins that probabilities are never attached to the wrong names."""
    some_calibration().save(tmp_path / "calibration.json")
    with pytest.raises(BadFile, match="other features"):
        Calibration.load(tmp_path / "calibration.json", ("b", "a"))
    (tmp_path / "calibration.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadFile, match="cannot be read"):
        Calibration.load(tmp_path / "calibration.json", ("a", "b"))


def test_pictures_and_frames_are_scaled_apart():
    """Pins the two scalings and that extreme log-odds stay finite."""
    log_odds = np.zeros((3, 10, 2))
    log_odds[1] = 1e9
    assert some_calibration().pictures(log_odds)[0, 0].round(3).tolist() == [0.5, 0.269]
    frames = some_calibration().frame(log_odds)
    assert frames.shape == (3, 2)
    assert np.isfinite(frames).all() and frames[1, 0] > 0.99


def test_one_covered_tile_shows_in_the_evidence():
    """Pins that a feature in one ninth of the frame moves the largest tile and the share, not the median."""
    log_odds = np.full((10, 1), -5.0)
    log_odds[4] = 5.0
    whole, _, largest, middle, share = frame_evidence(log_odds)[0]
    assert (whole, largest, middle) == (-5.0, 5.0, -5.0)
    assert -2.2 < share < -1.9
