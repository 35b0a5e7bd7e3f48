"""Where something acts: as much of the surface as asked, and heavier where asked."""

import pytest

from fractoscope.simulators.specimen.overlays.edge_band import EdgeBand
from fractoscope.simulators.specimen.overlays.patches import Patches
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@pytest.mark.parametrize("area", [0.1, 0.3, 0.6])
def test_patches_take_the_share_that_was_asked(area: float):
    """A family that asks for a third of deposit must not come out clean."""
    share = Patches(5, 40e-6, area).share(SurfaceGrid(0, 0, 5e-6, 400, 400))
    assert share is not None
    assert share.mean() == pytest.approx(area, abs=0.06)


def test_cover_is_heavier_about_its_place():
    """The older part of a crack carries more deposit: that is what an observer may read from it."""
    share = Patches(5, 40e-6, 0.1, place=(0.0, 0.0), reach=0.3e-3).share(SurfaceGrid(0, 0, 5e-6, 400, 400))
    assert share is not None
    assert share[180:220, 180:220].mean() > 0.7 > 0.25 > share[:40, :40].mean()


def test_a_band_ends_where_it_should():
    """Tool marks at an edge must not run over the face."""
    band = EdgeBand(0.0, 0.0, 0.0, 100e-6)
    share = band.share(SurfaceGrid(100e-6, 0, 1e-6, 200, 100))
    assert share is not None
    assert share[:, :60].min() == 1 and share[:, 145:].max() == 0
    assert band.share(SurfaceGrid(400e-6, 0, 1e-6, 200, 100)) is None
