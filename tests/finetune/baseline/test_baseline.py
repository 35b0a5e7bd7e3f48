"""Filter statistics and the perceptron on them."""

from pathlib import Path

import numpy as np
import pytest

from fractoscope.finetune.baseline.baseline_model import BaselineModel
from fractoscope.finetune.baseline.filter_statistics import filter_statistics
from fractoscope.finetune.baseline.train_baseline import train_baseline
from fractoscope.instruments.errors import BadFile
from tests.finetune.embedded.conftest import random_shard


def grating(angle: float, period: float) -> np.ndarray:
    rows, columns = np.mgrid[:192, :256]
    return (127 + 100 * np.sin(2 * np.pi * (columns * np.cos(angle) + rows * np.sin(angle)) / period)).astype(np.uint8)


@pytest.mark.parametrize(("period", "scale"), [(2.8, 0), (5.6, 1), (11.1, 2), (22.2, 3), (44.4, 4)])
def test_a_grating_is_strongest_at_its_own_scale(period: float, scale: int):
    """Pins the bank: frequencies an octave apart, energies comparable between scales that are sampled differently."""
    energies = filter_statistics(grating(0.4, period))[: 5 * 19].reshape(5, 19)[:, 0]
    assert int(energies.argmax()) == scale


def test_orientation_is_measured():
    """Pins the angle: a grating turned by a sixth of half a turn moves to the next filter, and the turned copy stays."""
    first, second = (filter_statistics(grating(angle, 11.1))[38:57] for angle in (0.0, np.pi / 6))
    assert (int(second[1:7].argmax()) - int(first[1:7].argmax())) % 6 == 1
    assert np.abs(first[7:9] - second[7:9]).max() < 0.5


def test_a_flat_picture_gives_finite_numbers():
    """Pins logarithms and correlations of nothing."""
    assert np.isfinite(filter_statistics(np.full((192, 256), 99, np.uint8))).all()


def test_the_baseline_learns_and_is_stored(tmp_path: Path):
    """Pins training, calibration, and that what is loaded says the same."""
    random_shard(1, frames=2).save(tmp_path / "frames" / "training" / "shard-000000")
    random_shard(2, frames=2).save(tmp_path / "frames" / "calibration" / "shard-000000")
    model = train_baseline(tmp_path / "frames", tmp_path / "weights", epochs=2)
    loaded = BaselineModel.load(tmp_path / "weights")
    inputs = np.random.default_rng(0).normal(size=(3, 103)).astype(np.float32)
    assert np.array_equal(loaded.log_odds(inputs), model.log_odds(inputs))


def test_missing_weights_are_named(tmp_path: Path):
    """Pins the one-line error."""
    with pytest.raises(BadFile, match=r"baseline\.safetensors"):
        BaselineModel.load(tmp_path)
