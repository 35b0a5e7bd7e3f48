"""Spacing of lines on gratings, on noise, and on the twin's striations."""

from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.model.line_spacing import line_spacing
from fractoscope.simulators.imaging import render_frame
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


def _grating(angle: float, period: float, noise: float = 20.0, sharp: bool = False) -> np.ndarray:
    """Return lines whose normal lies at `angle` in stage axes; sharp ones have a second harmonic stronger than themselves."""
    rows, columns = np.mgrid[:128, :170]
    phase = 2 * pi * (columns * np.cos(angle) - rows * np.sin(angle)) / period
    wave = 0.5 * np.cos(phase) + np.cos(2 * phase) if sharp else np.cos(phase)
    return np.clip(128 + 40 * wave + np.random.default_rng(3).normal(scale=noise, size=phase.shape), 0, 255).astype(np.uint8)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, pi), st.floats(5.6, 20))
def test_the_period_of_a_grating_is_found_at_any_angle(angle: float, period: float):
    """Pins a spacing measured along rows or columns and not along the lines' normal."""
    found = line_spacing(_grating(angle, period))
    assert found is not None
    assert found.period == pytest.approx(period, rel=0.04)
    assert abs((found.angle - angle + pi / 2) % pi - pi / 2) < 0.1


def test_sharp_crests_are_not_counted_twice():
    """Pins the second harmonic read as the spacing: half of it, and twice the growth cycles."""
    found = line_spacing(_grating(0.4, 16, sharp=True))
    assert found is not None
    assert found.period == pytest.approx(16, rel=0.05)


@pytest.mark.parametrize("period", [2.3, 3.0, 4.0, 4.7])
def test_lines_finer_than_five_pixels_are_not_told(period: float):
    """Pins a spacing that the frame does not resolve."""
    assert line_spacing(_grating(0.7, period)) is None


def test_noise_a_slope_and_a_flat_picture_have_no_spacing():
    """Pins a number read from nothing."""
    rows, columns = np.mgrid[:128, :170]
    assert line_spacing(np.random.default_rng(5).integers(0, 255, (128, 170), dtype=np.uint8)) is None
    assert line_spacing((rows + columns // 2).astype(np.uint8)) is None
    assert line_spacing(np.full((128, 170), 7, np.uint8)) is None
    assert line_spacing(np.zeros((8, 8), np.uint8)) is None


def test_a_stack_is_refused():
    """Pins a colour picture read as a plane."""
    with pytest.raises(ValueError, match="one plane"):
        line_spacing(np.zeros((20, 20, 3), np.uint8))


def test_the_twin_s_striations_are_measured_within_a_tenth():
    """Pins a measurement that works on gratings only: against the drawn phase, in rendered frames, most windows are told and right."""
    errors, visible, fine, told_fine = [], 0, 0, 0
    for seed, width, k in [(3, 30e-6, 0), (5, 30e-6, 1), (8, 15e-6, 2), (3, 60e-6, 3), (5, 60e-6, 4), (8, 120e-6, 5)]:
        specimen = FractureSpecimen(seed)
        x_low, y_low, x_high, y_high = specimen.outline
        x, y = specimen.origin
        share = 0.08 + 0.04 * k
        grid = SurfaceGrid(x + share * (x_low + x_high - 2 * x), y + share * (y_low + y_high - 2 * y), width / 512, 512, 384)
        frame = render_frame(specimen, grid, ImagingConditions(dwell_time=4e-6), k)
        for row in range(3):
            for column in range(3):
                part = (slice(128 * row, 128 * (row + 1)), slice(512 * column // 3, 512 * (column + 1) // 3))
                truth = frame.truth.spacing[part] / grid.pixel_size
                if not np.isfinite(truth).any():
                    continue
                found, true = line_spacing(frame.pixels[part]), float(np.nanmedian(truth))
                if (frame.truth.visible[part] == Feature.FATIGUE_STRIATIONS).mean() > 0.8:
                    visible += 1
                    errors += [] if found is None else [abs(found.period / true - 1)]
                elif true < 5:
                    fine += 1
                    told_fine += found is not None
    assert visible >= 15
    assert len(errors) >= 0.7 * visible
    assert np.mean(np.array(errors) < 0.1) >= 0.85
    assert told_fine <= 0.15 * max(fine, 1)
