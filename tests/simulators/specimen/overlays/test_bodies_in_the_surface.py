"""Pores, inclusions and debris: what tells each from its look-alikes."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.overlay import Overlay
from fractoscope.simulators.specimen.overlays.corrosion_pit import CorrosionPit
from fractoscope.simulators.specimen.overlays.dust import Dust
from fractoscope.simulators.specimen.overlays.gas_pore import GasPore
from fractoscope.simulators.specimen.overlays.inclusion import Inclusion
from fractoscope.simulators.specimen.overlays.lack_of_fusion import LackOfFusion
from fractoscope.simulators.specimen.overlays.level_ground import LevelGround
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

RADIUS = 30e-6
PLACE = OnePlace(0.0, 0.0, RADIUS, 4)
FLAT = LevelGround()


def look(overlay: Overlay, width: float = 4 * RADIUS, beneath: float = 0.0) -> tuple[Cover, np.ndarray]:
    """Return the cover of a rough surface and the distance from the middle in radii."""
    grid = SurfaceGrid(0, 0, width / 160, 160, 160)
    relief = FractalNoise(3, 10e-6, 1e-6, beneath, 0.9).over(grid)
    cover = overlay.cover(grid, relief, np.ones((160, 160), bool))
    assert cover is not None
    return Cover(cover.height + relief, cover.share, cover.roughness, cover.visible, cover.hides), np.hypot(
        grid.xs[None, :], grid.ys[:, None]
    ) / RADIUS


def test_a_pore_is_as_deep_as_it_says_and_smooth():
    """The relief that was there before must not show on the floor of a cavity."""
    cover, distance = look(GasPore(PLACE, FLAT, 1.0), beneath=3e-6)
    floor = cover.height[distance < 0.4]
    assert -1.3 * RADIUS < cover.height.min() < -0.7 * RADIUS
    bend = np.abs(np.diff(cover.height, 2, axis=1))
    assert np.std(bend[distance[:, 1:-1] < 0.4]) < 0.1 * np.std(bend[distance[:, 1:-1] > 1.3])
    assert cover.hides[distance < 0.85].all() and not cover.hides[distance > 1.2].any()
    assert floor.max() < -0.5 * RADIUS


def test_a_pit_is_rougher_than_a_pore():
    """Pit and pore are a look-alike pair: one is a rough bowl with deposit, the other smooth."""
    slopes = []
    for overlay in (CorrosionPit(PLACE, FLAT), GasPore(PLACE, FLAT)):
        cover, distance = look(overlay)
        slopes.append(np.abs(np.diff(cover.height, 2, axis=0))[distance[1:-1] < 0.5].mean())
    assert slopes[0] > 4 * slopes[1]


def test_the_matrix_follows_the_inclusion():
    """An inclusion sits in a hole: its outline is ringed by a gap below the ground all the way round; the particle is its own material."""
    cover, distance = look(Inclusion(PLACE, FLAT, lost=0.0))
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    rows = np.arange(160)
    for turn in angle:
        along = np.linspace(0.5, 1.5, 120) * RADIUS
        columns = np.clip(np.round(along * np.cos(turn) / (4 * RADIUS / 160) + 79.5).astype(int), 0, 159)
        lines = np.clip(np.round(79.5 - along * np.sin(turn) / (4 * RADIUS / 160)).astype(int), 0, rows[-1])
        assert cover.height[lines, columns].min() < -0.3 * RADIUS
    assert cover.share[distance < 0.7].min() == 1
    ring = (cover.height < -0.4 * RADIUS) & (distance > 0.7)
    assert cover.share[ring].mean() < 0.2


def test_a_lost_inclusion_leaves_an_empty_hole():
    """Half of all particles stay in the mating half; their holes must not shine as particles in backscattered electrons."""
    cover, _ = look(Inclusion(PLACE, FLAT, lost=1.0))
    assert not cover.share.any()
    assert cover.height.min() < -0.4 * RADIUS


def test_dust_stands_on_the_surface_with_a_gap_on_one_side_only():
    """Debris and inclusion are a look-alike pair: a gap all round is an inclusion's."""
    cover, distance = look(Dust(PLACE, FLAT))
    assert cover.height[distance < 0.3].min() > 0.2 * RADIUS
    below = cover.height < -0.1 * RADIUS
    assert below.any()
    ys, xs = np.nonzero(below)
    turn = np.arctan2(79.5 - ys, xs - 79.5)
    # A full ring has no mean direction.
    assert np.hypot(np.cos(turn).mean(), np.sin(turn).mean()) > 0.4


def test_unfused_patches_carry_powder_balls():
    """Without balls a flat patch is only a smooth area."""
    patch = OnePlace(0, 0, 120e-6, 4, 1.4)
    with_balls, _ = look(LackOfFusion(patch, FLAT, 18e-6), 300e-6)
    balls = with_balls.height > np.percentile(with_balls.height[with_balls.hides], 50) + 12e-6
    assert (balls & with_balls.hides).mean() > 0.005


@pytest.mark.parametrize("kind", [GasPore, Inclusion, Dust, CorrosionPit])
def test_two_that_overlap_do_not_depend_on_which_comes_first(kind: type[GasPore]):
    """Cells are listed from the corner of the grid, so their order differs from frame to frame."""

    class Pair:
        def __init__(self, turned: bool) -> None:
            self.turned = turned

        def near(self, grid: SurfaceGrid, reach: float):
            left, right = (OnePlace(x, 0.0, RADIUS, s).near(grid, reach) for x, s in ((-15e-6, 4), (20e-6, 5)))
            first, second = (right, left) if self.turned else (left, right)
            arrays = ("x", "y", "radius", "stretch", "angle", "seed")
            return type(left)(*(np.concatenate((getattr(first, a), getattr(second, a))) for a in arrays))

        def left_out(self, pixel_size: float):
            return 0.0

    one, two = (look(kind(Pair(turned), FLAT))[0] for turned in (False, True))
    assert np.array_equal(one.height, two.height) and np.array_equal(one.share, two.share)


@pytest.mark.parametrize("kind", [GasPore, Dust])
def test_a_survey_is_as_tinted_as_a_close_view(kind: type[GasPore]):
    """Bodies below two pixels are not drawn; their material must still take its share of the area, or brightness jumps on zooming."""
    overlay = kind(Scattered(4, 2e9, 2e-6, 6e-6), FLAT)
    shares = []
    for pixel_size, pixels in ((0.5e-6, 1000), (8e-6, 62), (50e-6, 10)):
        grid = SurfaceGrid(0, 0, pixel_size, pixels, pixels)
        cover = overlay.cover(grid, np.zeros((pixels, pixels), np.float32), np.ones((pixels, pixels), bool))
        assert cover is not None
        shares.append(cover.share.mean())
    assert shares[1:] == pytest.approx([shares[0]] * 2, rel=0.15)
