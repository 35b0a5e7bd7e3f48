"""Outlines are distances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.outlines.outline import Outline
from fractoscope.simulators.specimen.outlines.polygon import Polygon
from fractoscope.simulators.specimen.outlines.rectangle import Rectangle
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

SQUARE = Rectangle(-3e-3, -2e-3, 4e-3, 5e-3)
OUTLINES = [
    SQUARE,
    Disc(0.2e-3, -0.1e-3, 4e-3),
    Polygon(((-3e-3, -3e-3), (4e-3, -2e-3), (1e-3, 0.0), (3e-3, 4e-3), (-2e-3, 3e-3))),
]


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda outline: type(outline).__name__)
def test_an_outline_is_a_distance(outline: Outline):
    """Pins a field that is no distance: a side face, a rim or a raggedness would be wider at one edge than at another."""
    grid = SurfaceGrid(0.0, 0.0, 50e-6, 240, 240)
    inside = outline.inside(grid).astype(np.float64)
    up, right = np.gradient(inside, -grid.pixel_size, grid.pixel_size)
    # Only on the creases is the slope less than 1.
    assert np.mean(np.abs(np.hypot(up, right) - 1) < 1e-2) > 0.9
    x_low, y_low, x_high, y_high = outline.bounds
    rows, columns = np.nonzero(inside > 0)
    assert abs(grid.xs[columns.min()] - x_low) < 2 * grid.pixel_size
    assert abs(grid.xs[columns.max()] - x_high) < 2 * grid.pixel_size
    assert abs(grid.ys[rows.min()] - y_high) < 2 * grid.pixel_size
    assert abs(grid.ys[rows.max()] - y_low) < 2 * grid.pixel_size


@given(x=st.floats(-8e-3, 8e-3), y=st.floats(-8e-3, 8e-3))
def test_a_rectangle_drawn_by_its_corners_is_the_same(x: float, y: float):
    """Pins a polygon whose inside or outside is confused beside a corner."""
    corners = Polygon(((-3e-3, -2e-3), (4e-3, -2e-3), (4e-3, 5e-3), (-3e-3, 5e-3)))
    grid = SurfaceGrid(x, y, 1e-6, 1, 1)
    assert corners.inside(grid)[0, 0] == pytest.approx(SQUARE.inside(grid)[0, 0], abs=1e-8)
