"""Drift, hum and vibration."""

from dataclasses import replace

import numpy as np
import pytest

from fractoscope.simulators.imaging import ImagingConditions, Oscillation, detect_signal
from fractoscope.simulators.imaging.scan_displacement import scan_displacement
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

from .analytic_specimens import FormulaSpecimen

PIXEL = 2.0**-20  # about 1 um, and exact in binary
GRID = SurfaceGrid(0.0, 0.0, PIXEL, 64, 48)
STILL = ImagingConditions(dwell_time=1e-5, line_time=1e-3, current=1e-12, quick=True)


def generator() -> np.random.Generator:
    return np.random.default_rng(5)


def test_a_perfect_scan_has_no_displacement() -> None:
    """The plain path must not pay for disturbances that there are not."""
    assert scan_displacement(GRID, STILL, generator()) is None


def test_drift_shears_the_frame_by_the_time_since_its_start() -> None:
    """Each line must show the place where the field has come to by then."""
    displacement = scan_displacement(GRID, replace(STILL, drift=(2e-3, -1e-3)), generator())
    assert displacement is not None
    x, y = displacement
    assert x[0, 0] == 0 and y[0, 0] == 0
    assert x[40, 10] * PIXEL == pytest.approx(2e-3 * (40e-3 + 10e-5), rel=1e-4)
    assert y[40, 10] * PIXEL == pytest.approx(-1e-3 * (40e-3 + 10e-5), rel=1e-4)


@pytest.mark.parametrize("speed", [0.2e-3, 5e-3])
def test_a_line_of_a_drifting_frame_is_that_of_a_still_one_there(speed: float) -> None:
    """Slow or by several fields in a frame, what is seen must be the specimen and not a smeared edge."""
    relief = FormulaSpecimen(lambda x, y: 3e-6 * np.sin(x / 7e-6) * np.cos(y / 9e-6))
    drifting = detect_signal(relief, GRID, replace(STILL, drift=(speed, 0.0)), 1).signal
    row = 30
    mid = speed * (row * 1e-3 + 32e-5)
    still = detect_signal(relief, SurfaceGrid(mid, 0.0, PIXEL, 64, 48), STILL, 1).signal
    assert np.corrcoef(drifting[row, 6:-6], still[row, 6:-6])[0, 1] > 0.98


def test_truth_drifts_with_the_picture() -> None:
    """A zone boundary in the truth must lie where it is drawn."""
    edge = FormulaSpecimen(lambda x, y: 0.0, lambda x, y: np.where(x > 0, 2.0, 1.0) + 0 * y)
    drifting = detect_signal(edge, GRID, replace(STILL, drift=(0.3e-3, 0.0)), 1)
    for row in (0, 47):
        expected = 31.5 - 0.3e-3 * row * 1e-3 / PIXEL
        assert int(np.diff(drifting.signal[row]).argmax()) == pytest.approx(expected, abs=1.5)
        assert int(drifting.truth.distance[row].argmin()) == pytest.approx(expected, abs=1.5)


def test_hum_is_a_sine_in_time_along_the_lines() -> None:
    """Mains hum is told by its period in lines: 20 of 1 ms at 50 Hz."""
    displacement = scan_displacement(GRID, replace(STILL, hum=Oscillation(3 * PIXEL, 50.0)), generator())
    assert displacement is not None
    x, y = displacement
    assert not y.any()
    assert np.abs(x).max() == pytest.approx(3, rel=0.02)
    np.testing.assert_allclose(x[20:, 0], x[:-20, 0], atol=1e-3)
    np.testing.assert_allclose(x[10:, 0], -x[:-10, 0], atol=1e-3)


def test_a_vertical_edge_shows_the_hum() -> None:
    """The displacement must reach the picture with its full size and the right sign."""
    edge = FormulaSpecimen(lambda x, y: 0.0, lambda x, y: np.clip(1 + x / (40 * PIXEL), 0.2, 2.0) + 0 * y)
    conditions = replace(STILL, hum=Oscillation(3 * PIXEL, 50.0))
    displacement = scan_displacement(GRID, conditions, np.random.Generator(np.random.SFC64([7, 1])))
    assert displacement is not None
    straight, bent = detect_signal(edge, GRID, STILL, 7).signal, detect_signal(edge, GRID, conditions, 7).signal
    measured = (bent - straight)[:, 32] / np.gradient(straight[0])[32]
    np.testing.assert_allclose(measured, displacement[0][:, 32], atol=0.15)


def test_vibration_swings_both_ways_with_its_amplitude() -> None:
    """An ellipse with half axes A and A / 2, at a phase of its own in each frame."""
    conditions = replace(STILL, vibration=Oscillation(2 * PIXEL, 31.0))
    first, second = (scan_displacement(GRID, conditions, np.random.default_rng(seed)) for seed in (1, 2))
    assert first is not None and second is not None
    reach = np.hypot(*first)
    assert reach.max() == pytest.approx(2, rel=0.02) and reach.min() == pytest.approx(1, rel=0.02)
    assert not np.allclose(first[0], second[0])


def test_the_same_frame_number_vibrates_the_same() -> None:
    """Identical pixels for identical seed, position and settings."""
    specimen = FractureSpecimen(3)
    conditions = replace(STILL, vibration=Oscillation(2 * PIXEL, 31.0), charging=0.5, current=1e-9)
    first, again, other = (detect_signal(specimen, GRID, conditions, seed).signal for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("wrong", [{"amplitude": -1.0}, {"frequency": 0.0}])
def test_an_impossible_oscillation_is_refused(wrong: dict[str, float]) -> None:
    """Named at once, not by a strange picture."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Oscillation(**wrong)


def test_time_without_flyback_is_columns_times_dwell() -> None:
    """The default line time must not be zero: drift would vanish."""
    displacement = scan_displacement(GRID, ImagingConditions(dwell_time=1e-5, drift=(1e-3, 0.0)), generator())
    assert displacement is not None
    assert displacement[0][1, 0] * PIXEL == pytest.approx(1e-3 * 64 * 1e-5, rel=1e-4)
