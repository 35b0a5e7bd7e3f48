"""Sides of parts that were never machined."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.as_built_side import AsBuiltSide
from fractoscope.simulators.specimen.morphologies.cast_skin import CastSkin
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

EDGE = Disc(0.0, -4e-3, 4e-3)
LAYER = 60e-6


def test_layers_run_along_the_edge_at_their_distance():
    """Pins layers that cross the edge of the fracture, or of another thickness than asked for."""
    side = AsBuiltSide(3, EDGE, LAYER, occupied=0.0)
    grid = SurfaceGrid(0.0, 0.4e-3, 4e-6, 200, 200)
    height = side.relief(grid, np.ones((200, 200), np.bool_)).height.astype(float)
    rows, columns = np.gradient(height)
    assert np.mean(rows**2) > 4 * np.mean(columns**2)
    spectrum = np.abs(np.fft.rfft(height - height.mean(axis=0), axis=0)).mean(axis=1)
    # Below 8 periods in the field lie the waves on which the layers ride.
    assert 200 * 4e-6 / (8 + int(np.argmax(spectrum[8:]))) == pytest.approx(LAYER, rel=0.2)


def test_powder_stands_up_from_the_layers():
    """Pins a side without the balls that tell it from a machined one."""
    grid, whole = SurfaceGrid(0.0, 0.4e-3, 2e-6, 200, 200), np.ones((200, 200), np.bool_)
    bare, powdered = (AsBuiltSide(3, EDGE, LAYER, 50e-6, share).relief(grid, whole).height for share in (0.0, 0.45))
    added = powdered - bare
    assert added.min() >= 0
    assert 0.02 < np.mean(added > 0) < 0.4
    assert added.max() < 50e-6


@pytest.mark.parametrize("side", [AsBuiltSide(3, EDGE), CastSkin(3)], ids=["as built", "cast"])
def test_a_side_is_told_where_its_marks_can_be_seen(side: AsBuiltSide | CastSkin):
    """Pins a bit at a pixel size that shows nothing of layers or prints, or in a field narrower than one of them."""
    whole = np.ones((60, 80), np.bool_)
    for pixel_size, told in ((10e-6, True), (60e-6, False), (0.2e-6, False)):
        visible = side.relief(SurfaceGrid(0.0, 0.4e-3, pixel_size, 80, 60), whole).visible
        assert np.all((visible & np.uint32(Feature.NON_FRACTURE_SURFACE) > 0) == told), pixel_size


def test_sand_left_hollows():
    """Pins a cast skin of bumps: the mould's grains press in, and only a few stay."""
    height = CastSkin(4).relief(SurfaceGrid(0.0, 0.0, 8e-6, 160, 120), np.ones((120, 160), np.bool_)).height.astype(float)
    assert np.mean((height - gaussian_filter(height, 12)) ** 3) < 0
