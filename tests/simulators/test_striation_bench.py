"""The striations of the truth are those in the picture."""

import numpy as np
import pytest

from fractoscope.simulators.striation_bench import measure_striations, strongest_period


@pytest.mark.parametrize(("period", "angle"), [(5.0, 0.3), (9.3, -1.1), (20.0, 1.5)])
def test_a_drawn_wave_is_measured(period: float, angle: float):
    """Pins a yardstick that is itself off: rows run down, directions count upwards."""
    y, x = np.mgrid[:128, :128]
    wave = np.sin(2 * np.pi * (x * np.cos(angle) - y * np.sin(angle)) / period)
    found, direction = strongest_period(wave + np.random.default_rng(0).normal(0, 0.5, wave.shape))
    assert found == pytest.approx(period, rel=0.03)
    assert abs((direction - angle + np.pi / 2) % np.pi - np.pi / 2) < np.deg2rad(3)


def test_told_striations_are_those_in_the_picture():
    """Pins truth from nominal parameters, which agrees with half of the windows only."""
    found = measure_striations("multi_origin_fatigue", seeds=1, columns=512, rows=384)["flagged"]
    assert found["windows"] >= 6
    assert found["within_10_percent"] >= 0.75
    assert found["within_10_degrees"] >= 0.75
