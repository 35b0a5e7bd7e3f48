"""Geometry of a tilted specimen."""

from math import cos, pi, radians, sin, tan

import numpy as np
import pytest

from fractoscope.simulators.imaging import ImagingConditions, detect_signal
from fractoscope.simulators.imaging.detect_signal import _seen
from fractoscope.simulators.imaging.seen_field import SeenField
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

from .analytic_specimens import FormulaSpecimen

PIXEL = 1e-6
GRID = SurfaceGrid(0.0, 0.0, PIXEL, 64, 96)


def seen(specimen: FormulaSpecimen, degrees: float, grid: SurfaceGrid = GRID) -> SeenField:
    return _seen(specimen, grid, ImagingConditions(tilt=radians(degrees)), (0.0, 0.0))


def striated(period: float, direction: float) -> FormulaSpecimen:
    return FormulaSpecimen(
        lambda x, y: 0.3e-6 * np.sin(2 * pi * (x * cos(direction) + y * sin(direction)) / period), period=period, direction=direction
    )


@pytest.mark.parametrize("degrees", [-60.0, 25.0, 60.0])
def test_lengths_across_the_axis_shorten_by_the_cosine(degrees: float) -> None:
    """Spacings from tilted frames must be correctable: period cos τ, in the picture and in its truth."""
    field = seen(striated(16 * PIXEL, pi / 2), degrees)
    column = field.signal[:, 32] - field.signal[:, 32].mean()
    spectrum = np.abs(np.fft.rfft(column * np.hanning(96), 960))
    drawn = 960 / np.argmax(spectrum) * PIXEL
    assert drawn == pytest.approx(16 * PIXEL * cos(radians(degrees)), rel=0.06)
    assert float(np.median(field.truth.spacing)) == pytest.approx(16 * PIXEL * cos(radians(degrees)), rel=1e-3)


def test_the_direction_of_growth_is_that_of_the_drawn_lines() -> None:
    """At a slant, lines turn the other way than arrows: growth is across the lines."""
    field = seen(striated(16 * PIXEL, radians(40)), 50)
    down, across = np.gradient(field.signal[10:-10, 10:-10])
    drawn = 0.5 * np.arctan2(2 * np.sum(-down * across), np.sum(across**2 - down**2))
    assert float(np.median(field.truth.direction)) == pytest.approx(drawn, abs=radians(3))
    assert drawn > radians(45)


def test_lines_that_tilt_makes_too_fine_are_not_flagged() -> None:
    """What has fewer than five pixels a period cannot be told and must not be asked for."""
    lines = striated(8 * PIXEL, pi / 2)
    assert (seen(lines, 30).truth.visible == Feature.FATIGUE_STRIATIONS).all()
    assert not (seen(lines, 60).truth.visible & Feature.FATIGUE_STRIATIONS).any()


def test_height_shifts_a_mark_by_the_sine() -> None:
    """Parallax is how depth is told from two tilts."""
    level = 10 * PIXEL
    # A dark mark on a terrace above the level of the axis.
    terrace = FormulaSpecimen(
        lambda x, y: np.where(x > 0, level, 0.0) + 0 * y, lambda x, y: np.where(np.abs(y) < 2 * PIXEL, 0.2, 1.0) + 0 * x
    )
    flat = FormulaSpecimen(lambda x, y: 0.0, lambda x, y: np.where(np.abs(y) < 2 * PIXEL, 0.2, 1.0) + 0 * x)
    tilt = radians(40)
    high, low = seen(terrace, 40).signal[:, 50], seen(flat, 40).signal[:, 50]
    # The axis lies at the mean height of the centre, half way up the step.
    moved = int(low.argmin()) - int(high.argmin())
    assert moved * PIXEL == pytest.approx((level - _centre_level(level)) * sin(tilt), abs=1.5 * PIXEL)


def _centre_level(level: float) -> float:
    return level * 2 / 5


def test_a_wall_hides_what_lies_behind_it() -> None:
    """Tilted the one way a wall is seen from the front, tilted the other way it covers the ground behind it."""
    wall = FormulaSpecimen(
        lambda x, y: np.where(y > 0, 20 * PIXEL, 0.0) + 0 * x, lambda x, y: np.where((y < 0) & (y > -12 * PIXEL), 9.0, 1.0) + 0 * x
    )
    shown, hidden = seen(wall, 45), seen(wall, -45)
    assert (shown.signal > 3).any()
    assert not (hidden.signal > 3).any()


def test_facing_the_detector_brightens() -> None:
    """Operators tilt towards the detector for signal; a wrong sign would darken."""
    flat = FormulaSpecimen(lambda x, y: 0.0)
    towards, level, away = (float(detect_signal(flat, GRID, ImagingConditions(tilt=radians(d)), 1).signal.mean()) for d in (40, 0, -40))
    assert towards > level > away


def test_the_tilted_plane_runs_out_of_focus() -> None:
    """The height towards the beam falls by tan τ for each image row upwards."""
    height = seen(FormulaSpecimen(lambda x, y: 0.0), 30).height
    assert float((height[0, 32] - height[-1, 32]) / (95 * PIXEL)) == pytest.approx(-tan(radians(30)), rel=1e-3)


def test_the_whole_field_is_covered_in_high_relief() -> None:
    """Rows that the sampled strip misses would repeat the last one that it has."""
    hilly = FormulaSpecimen(lambda x, y: 40 * PIXEL * np.sin(x / (9 * PIXEL)) * np.cos(y / (31 * PIXEL)))
    signal = seen(hilly, 50).signal
    assert np.isfinite(signal).all()
    assert (np.abs(np.diff(signal[:8], axis=0)).max(axis=1) > 0).all() and (np.abs(np.diff(signal[-8:], axis=0)).max(axis=1) > 0).all()


def test_a_tilt_that_no_stage_has_is_refused() -> None:
    """The raster of a field grows as 1 / cos τ."""
    with pytest.raises(ValueError, match="tilt"):
        ImagingConditions(tilt=radians(89))
