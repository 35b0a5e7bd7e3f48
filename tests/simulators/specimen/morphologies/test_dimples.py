"""Equiaxed dimples: visible only where a person could see them."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.dimples import EquiaxedDimples
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

DIMPLES = EquiaxedDimples(4, 10e-6)
MASK = np.ones((96, 128), bool)


@pytest.mark.parametrize(("pixel_size", "visible"), [(0.1e-6, False), (0.5e-6, True), (1.1e-6, True), (1.2e-6, False), (20e-6, False)])
def test_visible_between_nine_pixels_and_half_a_frame(pixel_size: float, visible: bool):
    """The tag must stop where the cups blur into texture, and inside one cup."""
    relief = DIMPLES.relief(SurfaceGrid(0.0, 0.0, pixel_size, 128, 96), MASK)
    assert ((relief.visible == Feature.EQUIAXED_DIMPLES) == visible).all()
    assert np.isfinite(relief.height).all()


def test_shifted_frames_agree():
    """A dimple must stay where it is when the stage moves."""
    p = 0.4e-6
    one = DIMPLES.relief(SurfaceGrid(2e-3, 1e-3, p, 128, 96), MASK).height
    two = DIMPLES.relief(SurfaceGrid(2e-3 + 64 * p, 1e-3, p, 128, 96), MASK).height
    assert np.sqrt(np.mean((one[:, 64:] - two[:, :64]) ** 2)) < 0.05 * p


def test_cups_are_round_and_rimmed():
    """Cups have their minima inside and sharp rims between: the curvature's distribution leans to sharp crests."""
    height = DIMPLES.relief(SurfaceGrid(0.0, 0.0, 0.4e-6, 256, 192), np.ones((192, 256), bool)).height.astype(float)
    curvature = np.gradient(np.gradient(height, axis=0), axis=0) + np.gradient(np.gradient(height, axis=1), axis=1)
    centred = curvature - curvature.mean()
    assert np.mean(centred**3) / np.mean(centred**2) ** 1.5 < -0.5


@pytest.mark.parametrize("pixels", [40, 8, 4, 2.5, 1.6, 1, 0.7, 0.4])
def test_a_zone_stays_at_its_level_from_one_field_width_to_the_next(pixels: float):
    """Pins dimples whose zone rises as they fade into roughness: it would stand as a step in a survey and not in a narrow frame."""
    grid = SurfaceGrid(0.0, 0.0, DIMPLES.cell_size / pixels, 512, 512)
    dimples = DIMPLES.relief(grid, np.ones((512, 512), bool)).height - DIMPLES.coarse.over(grid)
    assert abs(dimples.mean()) < 0.08 * DIMPLES.cell_size
