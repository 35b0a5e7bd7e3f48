"""Grain faces."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.intergranular import IntergranularFacets
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

GRAIN = 60e-6


def look(width: float, x: float = 1e-3, seed: int = 5) -> Relief:
    grid = SurfaceGrid(x, -2e-3, width / 128, 128, 96)
    return IntergranularFacets(seed, GRAIN).relief(grid, np.ones((96, 128), bool))


@pytest.mark.parametrize("width", [20e-3, 2e-3, 300e-6, 20e-6])
def test_overlapping_frames_agree(width: float) -> None:
    """A surface anchored to the frame and not to the place would not survive a stage move."""
    left, right = look(width), look(width, x=1e-3 + width / 2)
    assert np.abs(left.height[:, 64:] - right.height[:, :64]).max() <= 0.03 * width / 128


def test_most_of_the_surface_is_flat_faces() -> None:
    """Rock candy is planes that meet at edges: curvature sits in few pixels, whatever the tilt."""
    height = look(200e-6).height / (200e-6 / 128)
    bend = np.abs(np.diff(height, 2, axis=1))
    assert np.median(bend) < 0.05
    assert np.percentile(bend, 97) > 5 * np.median(bend)


def test_grains_below_two_pixels_become_roughness() -> None:
    """Point-sampled grains alias at low magnification."""
    coarse, fine = look(20e-3), look(600e-6)
    assert np.all(coarse.height == 0)
    assert coarse.roughness.mean() > 0.4 > fine.roughness.mean()


@pytest.mark.parametrize(("width", "seen"), [(20e-3, False), (0.8e-3, True), (300e-6, True), (60e-6, False)])
def test_truth_follows_the_field_width(width: float, seen: bool) -> None:
    """Grains are called between nine pixels and half a frame."""
    visible = look(width).visible
    assert bool((visible == Feature.INTERGRANULAR_FACETS).all()) is seen
    assert bool(visible.any()) is seen


def test_some_boundaries_are_cracked_open() -> None:
    """Secondary cracks are part of the look; they reach deeper than the faces do."""
    height = look(600e-6).height
    assert height.min() < -0.7 * GRAIN


def test_an_empty_mask_draws_nothing() -> None:
    """Zones that are out of the frame must cost nothing."""
    relief = IntergranularFacets(1, GRAIN).relief(SurfaceGrid(0, 0, 1e-6, 64, 48), np.zeros((48, 64), bool))
    assert relief.visible.max() == 0 and relief.height.max() == 0
