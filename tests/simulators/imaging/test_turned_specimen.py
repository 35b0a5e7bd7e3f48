"""Rotation of the specimen under the beam."""

from math import cos, pi, radians, sin

import numpy as np
import pytest

from fractoscope.simulators.imaging import ImagingConditions, detect_signal, render_frame
from fractoscope.simulators.imaging.turned_specimen import TurnedSpecimen
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

from .analytic_specimens import FormulaSpecimen

PIXEL = 50e-9
GRID = SurfaceGrid(1e-3, -0.4e-3, PIXEL, 96, 72)


@pytest.mark.parametrize("degrees", [-150.0, 20.0, 90.0])
def test_a_mark_appears_where_the_rotation_takes_it(degrees: float) -> None:
    """A wrong sense of rotation points at the mirror image of the origin."""
    angle, far = radians(degrees), 20 * PIXEL
    bump = FormulaSpecimen(lambda x, y: 1e-7 * np.exp(-((x - GRID.x - far) ** 2 + (y - GRID.y) ** 2) / (2 * (4 * PIXEL) ** 2)))
    height = TurnedSpecimen(bump, angle, GRID.x, GRID.y).sample(GRID).height
    row, column = np.unravel_index(int(height.argmax()), height.shape)
    assert GRID.xs[column] - GRID.x == pytest.approx(far * cos(angle), abs=PIXEL)
    assert GRID.ys[row] - GRID.y == pytest.approx(far * sin(angle), abs=PIXEL)


def test_directions_turn_with_the_picture() -> None:
    """Truth that stays behind would call every correct tag wrong."""
    lines = FormulaSpecimen(lambda x, y: 5e-8 * np.sin(2 * pi * x / (8 * PIXEL)) + 0 * y, period=8 * PIXEL, direction=0.0)
    turned = TurnedSpecimen(lines, radians(35), GRID.x, GRID.y).sample(GRID)
    down, across = np.gradient(turned.height[10:-10, 10:-10])
    drawn = 0.5 * np.arctan2(2 * np.sum(-down * across), np.sum(across**2 - down**2))
    assert drawn == pytest.approx(radians(35), abs=radians(1))
    np.testing.assert_allclose(turned.truth.direction, drawn, atol=radians(1))
    np.testing.assert_allclose(turned.truth.spacing, 8 * PIXEL, rtol=1e-6)


def test_turned_fields_overlap() -> None:
    """A raster that is anchored to the field would show another surface after a move by half a field."""
    specimen = FractureSpecimen(3)
    turned = TurnedSpecimen(specimen, radians(27), 0.0, 0.0)
    first = turned.sample(SurfaceGrid(0.0, 0.0, 100e-9, 96, 48)).height
    second = turned.sample(SurfaceGrid(48 * 100e-9, 0.0, 100e-9, 96, 48)).height
    assert np.sqrt(np.mean((first[:, 48:] - second[:, :48]) ** 2)) < 0.03 * 100e-9


def test_a_full_turn_changes_next_to_nothing() -> None:
    """Reading between pixels must not soften the picture by itself."""
    specimen = FractureSpecimen(3)
    grid = SurfaceGrid(0.0, 0.0, 0.25e-6, 96, 72)
    straight = detect_signal(specimen, grid, ImagingConditions(), 1).signal
    round_about = detect_signal(specimen, grid, ImagingConditions(rotation=2 * pi), 1).signal
    assert np.corrcoef(straight.ravel(), round_about.ravel())[0, 1] > 0.995


def test_no_rotation_is_the_straight_frame() -> None:
    """The plain path must stay exactly what it was."""
    specimen, grid = FractureSpecimen(3), SurfaceGrid(0.0, 0.0, 1e-6, 64, 48)
    plain = render_frame(specimen, grid, ImagingConditions(), 4).pixels
    np.testing.assert_array_equal(render_frame(specimen, grid, ImagingConditions(rotation=0.0, tilt=0.0), 4).pixels, plain)


def test_the_beam_shift_moves_the_field() -> None:
    """Shifted by whole pixels, the frame is the one taken there, also along turned axes."""
    specimen, grid = FractureSpecimen(3), SurfaceGrid(0.0, 0.0, 2.0**-20, 64, 48)
    shifted = detect_signal(specimen, grid, ImagingConditions(beam_shift_x=8 * grid.pixel_size, beam_shift_y=4 * grid.pixel_size), 1)
    moved = detect_signal(specimen, SurfaceGrid(8 * grid.pixel_size, 4 * grid.pixel_size, grid.pixel_size, 64, 48), ImagingConditions(), 1)
    np.testing.assert_array_equal(shifted.signal, moved.signal)
    turned = ImagingConditions(rotation=radians(90), beam_shift_x=8 * grid.pixel_size)
    bump = FormulaSpecimen(lambda x, y: 1e-5 * np.exp(-(x**2 + (y + 8 * grid.pixel_size) ** 2) / (2 * (3 * grid.pixel_size) ** 2)))
    # What lies below the centre turns to the right, where the shifted beam looks for it.
    signal = detect_signal(bump, grid, turned, 1).signal
    flanks = np.argwhere(signal > np.percentile(signal, 95)).mean(axis=0)
    assert flanks == pytest.approx([23.5, 31.5], abs=3)
