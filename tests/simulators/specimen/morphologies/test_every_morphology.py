"""What must hold of each morphology alike: places, levels of detail, masks."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.imaging.secondary_electron_yield import secondary_electron_yield
from fractoscope.simulators.specimen.morphologies.as_built_side import AsBuiltSide
from fractoscope.simulators.specimen.morphologies.cast_skin import CastSkin
from fractoscope.simulators.specimen.morphologies.ceramic_grains import CeramicGrains
from fractoscope.simulators.specimen.morphologies.creep_cavities import CreepCavities
from fractoscope.simulators.specimen.morphologies.crystallographic_facets import CrystallographicFacets
from fractoscope.simulators.specimen.morphologies.elongated_dimples import ElongatedDimples
from fractoscope.simulators.specimen.morphologies.fine_granular_area import FineGranularArea
from fractoscope.simulators.specimen.morphologies.fracture_mirror import FractureMirror
from fractoscope.simulators.specimen.morphologies.lamellae import Lamellae
from fractoscope.simulators.specimen.morphologies.quasi_cleavage import QuasiCleavage
from fractoscope.simulators.specimen.morphologies.rim_dimples import RimDimples
from fractoscope.simulators.specimen.morphologies.tear_ridges import TearRidges
from fractoscope.simulators.specimen.morphologies.wallner_lines import WallnerLines
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth

SIZES = {
    "shear dimples": (lambda seed: ElongatedDimples(seed, 8e-6, 0.5), 8e-6),
    "tear dimples": (lambda seed: ElongatedDimples(seed, 8e-6, 2.0, "tear"), 8e-6),
    "rim dimples": (lambda seed: RimDimples(seed, 8e-6, 0.2e-3, 0.3e-3), 8e-6),
    "tear ridges": (lambda seed: TearRidges(seed, 15e-6), 15e-6),
    "quasi-cleavage": (lambda seed: QuasiCleavage(seed, 10e-6), 10e-6),
    "crystallographic": (lambda seed: CrystallographicFacets(seed, 40e-6), 40e-6),
    "lamellae": (Lamellae, 14e-6),
    "creep": (CreepCavities, 50e-6),
    "granules": (FineGranularArea, 0.5e-6),
    "wallner": (WallnerLines, 40e-6),
    "ceramic": (CeramicGrains, 3e-6),
    "glass mirror": (lambda seed: FractureMirror(seed, 1.1e-3, -2.1e-3, 120e-6), 20e-6),
    "ceramic mirror": (lambda seed: FractureMirror(seed, 1.1e-3, -2.1e-3, 120e-6, 0.4, 3e-6), 20e-6),
    "as built": (lambda seed: AsBuiltSide(seed, Disc(1e-3, -6e-3, 3.9e-3)), 60e-6),
    "cast skin": (CastSkin, 180e-6),
}
"""Each morphology by its seed, and the size of its largest cell (m); a mirror's is its coarsest hackle."""
EVERY = pytest.mark.parametrize("name", SIZES)


@EVERY
@pytest.mark.parametrize("cells", [40.0, 6.0, 0.6])
def test_frames_shifted_by_half_a_field_agree(name: str, cells: float, look: Callable[..., Relief]):
    """A surface anchored to the frame and not to the place would not survive a stage move."""
    make, size = SIZES[name]
    width = cells * size
    left, right = look(make(3), width), look(make(3), width, x=1e-3 + width / 2)
    difference = (left.height[:, 64:] - right.height[:, :64]) / (width / 128)
    assert np.sqrt(np.mean(difference**2)) <= 0.03
    np.testing.assert_allclose(left.roughness[:, 64:], right.roughness[:, :64], rtol=1e-3, atol=1e-3)


@EVERY
def test_nothing_is_point_sampled(name: str, look: Callable[..., Relief]):
    """Cells below two pixels must be left out and counted as unresolved slope: sampled, they alias into false relief."""
    make, size = SIZES[name]
    far = look(make(3), 128 * 3 * size, x=3e-3)
    steps = np.diff(far.height, axis=1) / (3 * size)
    assert np.sqrt(np.mean(steps**2)) < 0.35
    assert far.visible.max() == 0 or "mirror" in name
    assert far.roughness.mean() > 1.5 * look(make(3), 0.5 * size, x=3e-3).roughness.mean()


@EVERY
def test_seen_from_farther_it_is_the_same_place(name: str, look: Callable[..., Relief]):
    """Zooming out by four must neither move the relief nor change the brightness."""
    make, size = SIZES[name]
    pixel = 0.16 * size
    near, far = SurfaceGrid(1e-3, -2e-3, pixel, 256, 192), SurfaceGrid(1e-3, -2e-3, 4 * pixel, 128, 96)
    heights, signals = [], []
    for grid, factor in ((near, 4), (far, 1)):
        relief = make(3).relief(grid, np.ones((grid.rows, grid.columns), bool))
        signal = secondary_electron_yield(as_surface(relief), grid.pixel_size)
        crop = (slice(24, 72), slice(32, 96)) if factor == 1 else (slice(None), slice(None))
        for values, kept in ((relief.height, heights), (signal, signals)):
            kept.append(values[crop].reshape(48, factor, 64, factor).mean((1, 3)))
    assert np.corrcoef(heights[0].ravel(), heights[1].ravel())[0, 1] >= 0.98
    assert 0.9 <= signals[0].mean() / signals[1].mean() <= 1.1


def as_surface(relief: Relief):
    ones, nothing = np.ones_like(relief.height), np.full_like(relief.height, np.nan)
    truth = SurfaceTruth(np.zeros(ones.shape, np.uint8), relief.visible, nothing, nothing, ones, nothing)
    return Surface(relief.height, relief.roughness, ones, 26 * ones, truth)


@EVERY
def test_only_the_mask_counts(name: str, look: Callable[..., Relief]):
    """Zones that are out of the frame must flag nothing, and what lies in the mask must not depend on its neighbours."""
    make, size = SIZES[name]
    grid = SurfaceGrid(1e-3, -2e-3, size / 20, 64, 48)
    none = make(1).relief(grid, np.zeros((48, 64), bool))
    assert none.visible.max() == 0
    assert np.isfinite(none.height).all()
    assert np.isfinite(none.roughness).all()
    half = np.zeros((48, 64), bool)
    half[:, ::2] = True
    whole = make(1).relief(grid, np.ones((48, 64), bool))
    part = make(1).relief(grid, half)
    np.testing.assert_allclose(part.height[half], whole.height[half], atol=1e-4 * size)


@EVERY
def test_seeds_differ_and_repeat(name: str, look: Callable[..., Relief]):
    """Two specimens must not share a surface, one must not change between visits; consumers rely on the types."""
    make, size = SIZES[name]
    one, again, two = look(make(1), 8 * size), look(make(1), 8 * size), look(make(2), 8 * size)
    np.testing.assert_array_equal(one.height, again.height)
    assert np.abs(np.corrcoef(np.diff(one.height).ravel(), np.diff(two.height).ravel())[0, 1]) < 0.5
    assert (one.height.dtype, one.roughness.dtype, one.visible.dtype) == (np.float32, np.float32, np.uint32)
