"""Blur by the distance of each place from focus."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from fractoscope.simulators.imaging import ImagingConditions
from fractoscope.simulators.imaging.depth_of_field import blur_by_relief
from fractoscope.simulators.imaging.probe import blur_by_probe, focused_variance

PIXEL = 1e-6
ROWS, COLUMNS = 120, 240
CONDITIONS = ImagingConditions(current=1e-12)
ALPHA = CONDITIONS.convergence


def points() -> NDArray[np.float32]:
    """Return single bright pixels 40 apart: each shows the blur of its own place."""
    signal = np.zeros((ROWS, COLUMNS), np.float32)
    signal[20::40, 20::40] = 1
    return signal


def spread_at(image: NDArray[np.float32], row: int, column: int) -> float:
    window = image[row - 19 : row + 20, column - 19 : column + 20].astype(float)
    offsets = np.arange(-19, 20)
    return sqrt(float((window.sum(axis=0) * offsets**2).sum() / window.sum()))


def staircase(step: float) -> NDArray[np.float32]:
    """Return six levels along the columns, evenly spaced about the median."""
    levels = (np.arange(COLUMNS) // 40 - 2.5) * step
    return np.broadcast_to(levels.astype(np.float32), (ROWS, COLUMNS)).copy()


@pytest.mark.parametrize("pixels", [0.6, 1.5])
def test_the_blur_grows_with_the_height_from_focus(pixels: float) -> None:
    """Standard deviation √(d0² + (α Δz)²) at each level, within the error of mixing copies."""
    step = pixels * PIXEL / ALPHA
    blurred = blur_by_relief(points(), staircase(step), PIXEL, CONDITIONS)
    for index in range(6):
        expected = sqrt(focused_variance(PIXEL, CONDITIONS) + (pixels * (index - 2.5)) ** 2)
        assert spread_at(blurred, 60, 20 + 40 * index) == pytest.approx(expected, rel=0.08)


def test_defocus_moves_the_sharp_level() -> None:
    """Focusing up must sharpen the tops and lose the bottoms."""
    step = 1.0 * PIXEL / ALPHA
    blurred = blur_by_relief(points(), staircase(step), PIXEL, replace(CONDITIONS, defocus=2.5 * step))
    widths = [spread_at(blurred, 60, 20 + 40 * index) for index in range(6)]
    assert widths[5] == pytest.approx(sqrt(focused_variance(PIXEL, CONDITIONS)), rel=0.05)
    assert widths == sorted(widths, reverse=True)


def test_a_flat_field_is_blurred_as_one() -> None:
    """Where relief changes nothing, it must also cost and change nothing."""
    signal, flat = points(), staircase(0.02 * PIXEL / ALPHA)
    np.testing.assert_array_equal(blur_by_relief(signal, flat, PIXEL, CONDITIONS), blur_by_probe(signal, PIXEL, CONDITIONS))


def test_a_long_working_distance_has_more_depth_of_field() -> None:
    """The reason why rough fractures are surveyed from far away: half the angle, half the blur."""
    step = 1.5 * PIXEL / ALPHA
    near, far = (
        spread_at(blur_by_relief(points(), staircase(step), PIXEL, replace(CONDITIONS, working_distance=wd)), 60, 20)
        for wd in (10e-3, 20e-3)
    )
    aperture = focused_variance(PIXEL, CONDITIONS)
    assert sqrt(far**2 - aperture) == pytest.approx(sqrt(near**2 - aperture) / 2, rel=0.08)


def test_astigmatism_turns_from_tops_to_bottoms() -> None:
    """Above and below focus the streaks are at right angles, in one frame."""
    step = 1.5 * PIXEL / ALPHA
    blurred = blur_by_relief(points(), staircase(step), PIXEL, replace(CONDITIONS, stigmator_x=2 * step))

    def elongation(column: int) -> float:
        window = blurred[41:80, column - 19 : column + 20].astype(float)
        offsets = np.arange(-19, 20) ** 2
        return float((window.sum(axis=0) * offsets).sum() / (window.sum(axis=1) * offsets).sum())

    assert elongation(20) > 1.5 and elongation(220) < 1 / 1.5


def test_nothing_is_gained_or_lost_by_mixing() -> None:
    """Brightness must not depend on focus where the signal is even."""
    even = np.full((ROWS, COLUMNS), 0.7, np.float32)
    np.testing.assert_allclose(blur_by_relief(even, staircase(2 * PIXEL / ALPHA), PIXEL, CONDITIONS), 0.7, rtol=1e-5)
