"""Fatigue striations: what the truth says is what is drawn."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.striations import FatigueStriations
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

STRIATIONS = FatigueStriations(3, 0.0, -5e-3, 0.3e-6, 3e-3)
SIZE = 64


def dominant_period(window: np.ndarray, pixel_size: float) -> tuple[float, float]:
    """Return period (m) and axis (rad, stage axes) of the strongest wave in a square window, from a zero-padded spectrum."""
    rows, columns = np.mgrid[:SIZE, :SIZE]
    design = np.stack([rows.ravel(), columns.ravel(), np.ones(rows.size)], axis=1)
    flat = window.ravel() - design @ np.linalg.lstsq(design, window.ravel(), rcond=None)[0]
    taper = np.outer(np.hanning(SIZE), np.hanning(SIZE))
    spectrum = np.abs(np.fft.rfft2(flat.reshape(SIZE, SIZE) * taper, (256, 256)))
    v, u = np.meshgrid(np.fft.fftfreq(256), np.fft.rfftfreq(256), indexing="ij")
    spectrum[np.hypot(u, v) < 0.06] = 0
    peak = np.unravel_index(spectrum.argmax(), spectrum.shape)
    return pixel_size / float(np.hypot(u[peak], v[peak])), float(np.arctan2(-v[peak], u[peak]))


def test_spacing_and_direction_agree_with_the_spectrum():
    """Truth from nominal parameters is off by tens of per cent; truth from the drawn phase must match what can be measured."""
    pixel_size = 0.06e-6
    spacing_errors, angle_errors = [], []
    for k in range(40):
        grid = SurfaceGrid(-1e-3 + k * 47e-6, -4e-3, pixel_size, SIZE, SIZE)
        relief = STRIATIONS.relief(grid, np.ones((SIZE, SIZE), bool))
        if not (relief.visible == Feature.FATIGUE_STRIATIONS).all():
            continue
        assert relief.spacing is not None
        assert relief.direction is not None
        period, axis = dominant_period(relief.height.astype(float), pixel_size)
        spacing_errors.append(abs(period / np.median(relief.spacing) - 1))
        difference = float(np.median(relief.direction)) - axis
        angle_errors.append(abs((difference + np.pi / 2) % np.pi - np.pi / 2))
    assert len(spacing_errors) >= 10
    assert np.median(spacing_errors) < 0.08
    assert np.median(angle_errors) < np.radians(8)


def test_spacing_grows_away_from_the_origin():
    """Constant spacing would hide the growth rate that an analyst reads from it."""
    medians = []
    for distance in (0.5e-3, 3e-3, 6e-3):
        relief = STRIATIONS.relief(SurfaceGrid(0.0, -5e-3 + distance, 0.1e-6, 256, 192), np.ones((192, 256), bool))
        assert relief.spacing is not None
        medians.append(float(np.nanmedian(relief.spacing)))
    assert medians[0] < medians[1] < medians[2]


@pytest.mark.parametrize("pixel_size", [0.02e-6, 0.06e-6, 0.12e-6, 0.5e-6, 5e-6])
def test_nothing_finer_than_five_pixels_is_visible(pixel_size: float):
    """A tag for striations that no one can resolve teaches a model to guess."""
    relief = STRIATIONS.relief(SurfaceGrid(0.2e-3, -4e-3, pixel_size, 128, 96), np.ones((96, 128), bool))
    assert relief.spacing is not None
    shown = relief.visible > 0
    assert (relief.spacing[shown] >= 5 * pixel_size).all()
    if pixel_size >= 0.5e-6:
        assert not shown.any()


def test_undrawn_striations_leave_roughness():
    """Without the left-out variance the zone would turn dark when zooming out."""
    mask = np.ones((48, 64), bool)
    near = STRIATIONS.relief(SurfaceGrid(0.0, -4e-3, 0.03e-6, 64, 48), mask).roughness.mean()
    far = STRIATIONS.relief(SurfaceGrid(0.0, -4e-3, 1e-6, 64, 48), mask).roughness.mean()
    assert far > near + 0.1
