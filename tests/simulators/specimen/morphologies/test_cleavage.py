"""Cleavage facets and their rivers."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.cleavage import CleavageFacets
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

FACET = 25e-6


def look(width: float, x: float = 1e-3, y: float = -2e-3, seed: int = 3, origin: tuple[float, float] | None = None) -> Relief:
    grid = SurfaceGrid(x, y, width / 128, 128, 96)
    return CleavageFacets(seed, FACET, origin).relief(grid, np.ones((96, 128), bool))


def share(relief: Relief, feature: Feature) -> float:
    return float(np.mean((relief.visible & feature) > 0))


@pytest.mark.parametrize("width", [20e-3, 1e-3, 100e-6, 10e-6])
def test_overlapping_frames_agree(width: float) -> None:
    """A surface anchored to the frame and not to the place would not survive a stage move."""
    left = look(width)
    right = look(width, x=1e-3 + width / 2)
    assert np.abs(left.height[:, 64:] - right.height[:, :64]).max() <= 0.03 * width / 128
    np.testing.assert_array_equal(left.visible[:, 64:] & 2, right.visible[:, :64] & 2)


def test_facets_below_two_pixels_become_roughness() -> None:
    """Point-sampled facets alias at low magnification; they must be left out and counted as unresolved slope."""
    coarse, fine = look(20e-3), look(200e-6)
    assert np.all(coarse.height == 0)
    assert coarse.roughness.mean() > 3 * fine.roughness.mean()
    assert coarse.visible.max() == 0


def test_truth_follows_the_field_width() -> None:
    """Facets cannot be called from inside one facet, nor rivers before their lines are resolved."""
    assert share(look(300e-6), Feature.CLEAVAGE_FACETS) == 1
    assert share(look(20e-6), Feature.CLEAVAGE_FACETS) == 0
    assert share(look(3e-3), Feature.RIVER_PATTERN) < 0.05
    shares = [share(look(90e-6, x=x), Feature.RIVER_PATTERN) for x in (0.0, 1e-3, 2e-3, 3e-3)]
    assert 0.2 < np.mean(shares) < 0.9


def test_rivers_have_direction_and_spacing_only_where_they_run() -> None:
    """Smooth facets carry no growth direction; a number there would mislead the agent."""
    relief = look(60e-6)
    assert relief.direction is not None and relief.spacing is not None
    rivers = (relief.visible & Feature.RIVER_PATTERN) > 0
    assert np.isfinite(relief.direction[rivers]).all()
    assert (relief.spacing[rivers] >= 4.5 * 60e-6 / 128).all()
    assert np.isnan(relief.direction).any()


def test_rivers_run_away_from_the_origin() -> None:
    """With a known origin the flow is downstream within about 55 degrees plus the fan of a facet."""
    relief = look(300e-6, x=3e-3, y=0.0, origin=(0.0, 0.0))
    assert relief.direction is not None
    assert np.nanmean(np.cos(relief.direction)) > 0.6


def test_nothing_is_drawn_outside_the_mask() -> None:
    """An empty mask must cost nothing and flag nothing."""
    relief = CleavageFacets(1, FACET).relief(SurfaceGrid(0, 0, 1e-6, 64, 48), np.zeros((48, 64), bool))
    assert relief.visible.max() == 0
    assert np.isfinite(relief.height).all() and np.isfinite(relief.roughness).all()


def test_seeds_differ_and_arrays_have_their_types() -> None:
    """Two specimens must not share a surface; consumers rely on float32 and uint32."""
    one, two = look(100e-6, seed=1), look(100e-6, seed=2)
    assert one.height.dtype == np.float32 and one.roughness.dtype == np.float32 and one.visible.dtype == np.uint32
    assert np.corrcoef(one.height.ravel(), two.height.ravel())[0, 1] < 0.5
