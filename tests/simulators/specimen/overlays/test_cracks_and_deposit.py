"""Secondary cracks and mud cracks: an open tree against a closed network."""

import numpy as np
import pytest
from scipy.ndimage import label

from fractoscope.simulators.specimen.overlays.corrosion_product import CorrosionProduct
from fractoscope.simulators.specimen.overlays.crack_path_kernel import crack_path
from fractoscope.simulators.specimen.overlays.everywhere import Everywhere
from fractoscope.simulators.specimen.overlays.level_ground import LevelGround
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.overlays.secondary_cracks import SecondaryCracks
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@pytest.mark.parametrize("heading", [0.0, 1.0, 2.5, -2.0])
def test_cracks_run_where_they_head_and_forks_open_downstream(heading: float):
    """Branching tells the direction of growth: a fork that opened backwards would point the wrong way."""
    ahead = []
    forks = 0
    for bits in range(40):
        path = crack_path(0.0, 0.0, heading, 60.0, 1.0, 0.2, np.uint32(bits), np.uint32(3))
        run = (path[:, 2] - path[:, 0]) * np.cos(heading) + (path[:, 3] - path[:, 1]) * np.sin(heading)
        ahead.append(run.sum() / np.hypot(path[:, 2] - path[:, 0], path[:, 3] - path[:, 1]).sum())
        forks += int((path[:, 6] > 0).any())
    assert min(ahead) > 0.4
    assert forks > 20


def test_a_crack_thinner_than_a_pixel_darkens_by_its_true_area():
    """Cracks must neither vanish from the survey nor swell to a pixel's width."""
    cracks = SecondaryCracks(Scattered(4, 4e8, 40e-6, 60e-6), 3, 12e-6, 0.02)
    means = []
    for pixels in (1024, 256):
        grid = SurfaceGrid(0, 0, 400e-6 / pixels, pixels, pixels)
        cover = cracks.cover(grid, np.zeros((pixels, pixels), np.float32), np.ones((pixels, pixels), bool))
        assert cover is not None
        means.append(cover.share.mean())
    assert means[1] == pytest.approx(means[0], rel=0.15)


def test_tiles_are_closed_and_secondary_cracks_are_not():
    """The look-alike pair of mud cracks and secondary cracks is told apart by the network's being closed."""
    grid = SurfaceGrid(0, 0, 0.4e-6, 256, 192)
    flat, mask = np.zeros((192, 256), np.float32), np.ones((192, 256), bool)
    mud = CorrosionProduct(Everywhere(), LevelGround(), 4, flaked=0.0).cover(grid, flat, mask)
    cracks = SecondaryCracks(OnePlace(0, 0, 40e-6, 2), 3, 12e-6, 0.04).cover(grid, flat, mask)
    assert mud is not None and cracks is not None
    tiles, islands = label(mud.share > 0.75)[1], label(cracks.share < 0.75)[1]
    assert tiles >= 8
    assert islands <= 2


def test_a_layer_levels_the_relief_beneath_but_a_lost_tile_bares_it():
    """A thick deposit hides the fracture; where it flaked off the fracture is seen again."""
    grid = SurfaceGrid(0, 0, 0.4e-6, 256, 192)
    mask = np.ones((192, 256), bool)
    steps = np.where((np.arange(256) // 8) % 2, 4e-6, -4e-6).astype(np.float32)[None, :] * np.ones((192, 1), np.float32)
    whole, gone = (CorrosionProduct(Everywhere(), LevelGround(), 4, flaked=f).cover(grid, steps, mask) for f in (0.0, 1.0))
    assert whole is not None and gone is not None
    assert np.std(whole.height + steps) < 0.45 * np.std(steps)
    assert np.std(gone.height + steps) > 0.9 * np.std(steps)
    assert whole.hides.mean() > 0.7 and not gone.hides.any() and not gone.visible.any()


def test_a_deposit_covers_as_much_from_afar():
    """Gaps and lost tiles that are left out in the survey must not make the deposit look closed there."""
    shares = []
    for pixel_size, pixels in ((1e-6, 512), (16e-6, 32)):
        grid = SurfaceGrid(0, 0, pixel_size, pixels, pixels)
        flat, mask = np.zeros((pixels, pixels), np.float32), np.ones((pixels, pixels), bool)
        cover = CorrosionProduct(Everywhere(), LevelGround(), 4).cover(grid, flat, mask)
        assert cover is not None
        shares.append(cover.share.mean())
    assert shares[1] == pytest.approx(shares[0], abs=0.03)
