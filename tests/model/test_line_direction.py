"""The axis of lines on gratings of known direction."""

from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.model.line_direction import line_axis


def _grating(angle: float, period: float, noise: float, shape: tuple[int, int] = (160, 200)) -> np.ndarray:
    """Return lines whose normal lies at `angle` in stage axes: y up, rows down."""
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    along = columns * np.cos(angle) - rows * np.sin(angle)
    wave = 128 + 60 * np.sin(2 * pi * along / period)
    return np.clip(wave + np.random.default_rng(3).normal(scale=noise, size=shape), 0, 255).astype(np.uint8)


@settings(max_examples=40, deadline=None)
@given(st.floats(-2 * pi, 2 * pi), st.floats(6, 30), st.floats(0, 15))
def test_the_normal_of_a_grating_is_found_in_stage_axes(angle: float, period: float, noise: float):
    """A sign lost between rows that run down and y that runs up mirrors every growth direction."""
    axis = line_axis(_grating(angle, period, noise))
    error = (axis.angle - angle + pi / 2) % pi - pi / 2
    assert abs(error) < 0.05
    assert axis.coherence > 0.7


def test_noise_has_no_direction():
    """A direction reported where there is none."""
    assert line_axis(np.random.default_rng(4).integers(0, 255, (200, 200), dtype=np.uint8)).coherence < 0.1


def test_a_flat_picture_has_no_direction():
    """Division by a slope of nothing."""
    assert line_axis(np.full((64, 64), 9, np.uint16)).coherence == 0


def test_a_large_picture_gives_the_same_axis():
    """Halving a wide picture must not turn it."""
    assert line_axis(_grating(0.6, 24, 3, (900, 2000))).angle == pytest.approx(0.6, abs=0.02)


def test_a_stack_is_refused():
    """A colour picture read as a plane."""
    with pytest.raises(ValueError, match="one plane"):
        line_axis(np.zeros((20, 20, 3), np.uint8))
