"""Heights at the corners of pixels."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.corner_heights import at_pixels, corner_heights
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

GRID = SurfaceGrid(1e-3, -2e-3, 2e-6, 40, 30, finely=True)


def test_a_plane_goes_on_to_the_outermost_corners() -> None:
    """Corners at the edge that took the last pixel's height would tilt the frame's border."""
    rows, columns = np.mgrid[0:6, 0:8].astype(np.float32)
    corners = corner_heights(2 * columns - 3 * rows)
    rows, columns = np.mgrid[0:7, 0:9].astype(np.float32) - 0.5
    np.testing.assert_allclose(corners, 2 * columns - 3 * rows, atol=1e-5)


def test_a_finely_read_surface_has_the_shape_of_its_pixels_and_their_corners() -> None:
    """Frames, truth and corners must fit one another."""
    surface = FractureSpecimen(0).sample(GRID)
    assert surface.height.shape == surface.roughness.shape == surface.truth.zone.shape == (30, 40)
    assert surface.corners is not None and surface.corners.shape == (31, 41)
    mean = (surface.corners[:-1, :-1] + surface.corners[:-1, 1:] + surface.corners[1:, :-1] + surface.corners[1:, 1:]) / 4
    np.testing.assert_allclose(surface.height, mean, atol=1e-9)


def test_a_plain_reading_has_no_corners() -> None:
    """Maps and live views ask for none, and must not pay for them."""
    assert FractureSpecimen(0).sample(SurfaceGrid(0.0, 0.0, 2e-6, 8, 6)).corners is None


def test_what_can_be_told_does_not_depend_on_how_finely_relief_is_read() -> None:
    """Detail of half a pixel is drawn, and must not be flagged as if an observer saw it."""
    specimen = FractureSpecimen(0, "rotating_bending")
    for width in (2e-3, 200e-6, 20e-6):
        grid = SurfaceGrid(*specimen.origin, width / 64, 64, 48)
        shifted = SurfaceGrid(grid.x - grid.pixel_size / 2, grid.y + grid.pixel_size / 2, grid.pixel_size, 64, 48)
        fine = specimen.sample(SurfaceGrid(grid.x, grid.y, grid.pixel_size, 64, 48, finely=True)).truth
        plain = specimen.sample(shifted).truth
        assert (fine.zone == plain.zone).mean() > 0.99
        assert (fine.visible == plain.visible).mean() > 0.99


def test_pixels_take_truth_from_their_upper_left_corner() -> None:
    """Truth that lay elsewhere than half a pixel off would not fit the picture."""
    read = FractureSpecimen(0).sample(SurfaceGrid(0.0, 0.0, 2e-6, 9, 7))
    pixels = at_pixels(read)
    np.testing.assert_array_equal(pixels.truth.distance, read.truth.distance[:-1, :-1])
    assert pixels.height[0, 0] == pytest.approx(read.height[:2, :2].mean())
