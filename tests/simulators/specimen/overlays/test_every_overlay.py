"""What holds for every overlay: it belongs to the place, keeps to the mask, and says only what can be seen."""

from dataclasses import dataclass

import numpy as np
import pytest

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.overlay import Overlay
from fractoscope.simulators.specimen.overlays.cluster import Cluster
from fractoscope.simulators.specimen.overlays.corrosion_pit import CorrosionPit
from fractoscope.simulators.specimen.overlays.corrosion_product import CorrosionProduct
from fractoscope.simulators.specimen.overlays.dust import Dust
from fractoscope.simulators.specimen.overlays.edge_band import EdgeBand
from fractoscope.simulators.specimen.overlays.fisheye_core import FisheyeCore
from fractoscope.simulators.specimen.overlays.gas_pore import GasPore
from fractoscope.simulators.specimen.overlays.inclusion import Inclusion
from fractoscope.simulators.specimen.overlays.lack_of_fusion import LackOfFusion
from fractoscope.simulators.specimen.overlays.lint import Lint
from fractoscope.simulators.specimen.overlays.machining_marks import MachiningMarks
from fractoscope.simulators.specimen.overlays.one_place import OnePlace
from fractoscope.simulators.specimen.overlays.patches import Patches
from fractoscope.simulators.specimen.overlays.rubbed_patch import RubbedPatch
from fractoscope.simulators.specimen.overlays.salt_crystals import SaltCrystals
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.overlays.secondary_cracks import SecondaryCracks
from fractoscope.simulators.specimen.overlays.shrinkage_porosity import ShrinkagePorosity
from fractoscope.simulators.specimen.overlays.tire_tracks import TireTracks
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

X, Y = 1.3e-3, -0.7e-3
GROUND = FractalNoise(7, 2.048e-3, 64e-6, 40e-6, 0.95)
RELIEF = FractalNoise(8, 20e-6, 2e-6, 2e-6, 0.9)


@dataclass(frozen=True)
class Case:
    """An overlay, its bit, a field width (m) at which it is told, and one at which it is too coarse to be."""

    overlay: Overlay
    feature: Feature
    told: float
    too_wide: float
    placed: bool = True


def one(radius: float, stretch: float = 1.2) -> OnePlace:
    return OnePlace(X, Y, radius, 5, stretch, 0.4)


CASES = {
    "pore": Case(GasPore(one(30e-6), GROUND), Feature.GAS_PORE, 150e-6, 2.6e-3),
    "pores": Case(GasPore(Scattered(3, 4e8, 4e-6, 40e-6), GROUND), Feature.GAS_PORE, 300e-6, 12e-3, False),
    "inclusion": Case(Inclusion(one(12e-6), GROUND), Feature.INCLUSION, 60e-6, 1.2e-3),
    "stringer": Case(Inclusion(Cluster(X, Y, 4e-6, 14, 40e-6, 3e-6, 5, 0.4), GROUND), Feature.INCLUSION, 120e-6, 3e-3),
    "unfused": Case(LackOfFusion(one(80e-6, 1.5), GROUND), Feature.LACK_OF_FUSION, 400e-6, 8e-3),
    "shrinkage": Case(ShrinkagePorosity(one(120e-6), GROUND), Feature.SHRINKAGE_POROSITY, 400e-6, 2e-3),
    "pit": Case(CorrosionPit(one(40e-6), GROUND), Feature.CORROSION_PIT, 200e-6, 2e-3),
    "fisheye core": Case(FisheyeCore(one(30e-6), GROUND), Feature.FISHEYE, 150e-6, 2e-3),
    "dust": Case(Dust(Scattered(4, 2e9, 2e-6, 12e-6), GROUND), Feature.SURFACE_CONTAMINATION, 150e-6, 12e-3, False),
    "salt": Case(SaltCrystals(Cluster(X, Y, 6e-6, 12, 20e-6, 20e-6, 5), GROUND), Feature.SURFACE_CONTAMINATION, 100e-6, 4e-3),
    "lint": Case(Lint(one(150e-6), GROUND, 5e-6), Feature.SURFACE_CONTAMINATION, 300e-6, 2e-3),
    "cracks": Case(SecondaryCracks(Scattered(4, 1e9, 20e-6, 60e-6), 3, 12e-6, 0.03), Feature.SECONDARY_CRACKS, 150e-6, 8e-3, False),
    "deposit": Case(CorrosionProduct(Patches(3, 0.3e-3, 0.7), GROUND, 4), Feature.CORROSION_PRODUCT, 150e-6, 8e-3, False),
    "tool marks": Case(MachiningMarks(EdgeBand(X, Y, 0.3, 60e-6), GROUND, 4, 1.1, 20e-6), Feature.MACHINING_MARKS, 150e-6, 4e-3),
    "wear": Case(RubbedPatch(Patches(3, 0.3e-3, 0.8), GROUND, 4, 1.1, -1e-6), Feature.RUBBED_SURFACE, 150e-6, 4e-3, False),
    "tire tracks": Case(TireTracks(Scattered(3, 5e9, 10e-6, 30e-6), origin=(0.0, 0.0)), Feature.TIRE_TRACKS, 60e-6, 1e-3, False),
}
every = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def look(overlay: Overlay, width: float, dx: float = 0.0, mask: np.ndarray | None = None) -> Cover | None:
    grid = SurfaceGrid(X + dx, Y, width / 128, 128, 96)
    return overlay.cover(grid, GROUND.over(grid) + RELIEF.over(grid), np.ones((96, 128), bool) if mask is None else mask)


def height(cover: Cover | None) -> np.ndarray:
    return np.zeros((96, 128), np.float32) if cover is None else cover.height


@every
@pytest.mark.parametrize("zoom", [0.4, 1.0, 5.0])
def test_shifted_frames_agree(case: Case, zoom: float):
    """Half a field apart the overlap must be the same within 0.03 px, or a stage move would change the specimen."""
    width = zoom * case.told
    left, right = height(look(case.overlay, width)), height(look(case.overlay, width, width / 2))
    assert np.sqrt(np.mean((left[:, 64:] - right[:, :64]) ** 2)) <= 0.03 * width / 128


@every
def test_what_was_looked_at_before_changes_nothing(case: Case):
    """A cached or growing table would make a frame depend on the path that led to it."""
    first = look(case.overlay, case.told)
    look(case.overlay, 3 * case.told, 0.7 * case.told)
    again = look(case.overlay, case.told)
    assert first is not None and again is not None
    for name in ("height", "share", "roughness", "visible", "hides"):
        assert np.array_equal(getattr(first, name), getattr(again, name)), name


@every
def test_told_in_its_band_and_never_from_afar(case: Case):
    """The truth must not ask for what nobody could see, nor miss what fills the frame."""
    near, far = look(case.overlay, case.told), look(case.overlay, case.too_wide)
    assert near is not None
    assert np.unique(near.visible[near.visible > 0]).tolist() == [int(case.feature)]
    assert (near.visible > 0).mean() > 0.005
    assert far is None or not far.visible.any()


@every
def test_values_are_sound(case: Case):
    """A share above 1 or a NaN would poison the whole frame."""
    cover = look(case.overlay, case.told)
    assert cover is not None
    assert all(np.isfinite(array).all() for array in (cover.height, cover.share, cover.roughness))
    assert cover.height.dtype == cover.share.dtype == cover.roughness.dtype == np.float32
    assert cover.visible.dtype == np.uint32 and cover.hides.dtype == np.bool_
    assert cover.share.min() >= 0 and cover.share.max() <= 1 and cover.roughness.min() >= 0
    assert np.ptp(cover.height) > 0


@every
def test_keeps_to_the_mask(case: Case):
    """A deposit that hung in the air beside the specimen would be drawn on the stub below."""
    mask = np.ones((96, 128), bool)
    mask[:, :70] = False
    cover = look(case.overlay, case.told, mask=mask)
    if cover is not None:
        assert not cover.height[~mask].any() and not cover.visible[~mask].any() and not cover.hides[~mask].any()


@every
def test_far_away_nothing_is_computed(case: Case):
    """An overlay at one place must cost nothing in all the other frames."""
    if case.placed:
        far = look(case.overlay, case.told, 5e-3)
        assert far is None


@every
def test_below_two_pixels_nothing_is_drawn(case: Case):
    """Bodies, tiles and grooves that are point-sampled in a survey would alias."""
    cover = look(case.overlay, 2000 * case.told)
    # What remains is the levelling of the relief under a deposit or a tool, which is as coarse as the ground itself.
    flat = (CorrosionProduct, MachiningMarks, RubbedPatch)
    assert cover is None or isinstance(case.overlay, flat) or not cover.height.any()


@pytest.mark.parametrize("name", ["tool marks", "wear"])
def test_what_is_drawn_finely_does_not_count_as_roughness_too(name: str):
    """Pins grooves of half a pixel that are in the relief and in the slope left out of it: they would shine twice."""
    overlay, width = CASES[name].overlay, CASES[name].told
    grids = SurfaceGrid(X, Y, width / 128, 128, 96, finely=True), SurfaceGrid(X, Y, width / 256, 256, 192)
    fine, plain = (overlay.cover(grid, GROUND.over(grid) + RELIEF.over(grid), np.ones((grid.rows, grid.columns), bool)) for grid in grids)
    assert fine is not None and plain is not None
    assert fine.roughness.max() == pytest.approx(plain.roughness.max())
