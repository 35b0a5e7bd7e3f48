"""Marks that a person must see in a survey: their contrast is measured on the noise-free signal, as an eye would meet it."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from fractoscope.simulators.imaging.secondary_electron_yield import secondary_electron_yield
from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CASES = [
    ("rotating_bending", Feature.BEACH_MARKS),
    ("rotating_bending", Feature.RADIAL_MARKS),
    ("rotating_bending", Feature.SHEAR_LIP),
    ("multi_origin_fatigue", Feature.BEACH_MARKS),
    ("multi_origin_fatigue", Feature.RATCHET_MARKS),
    ("charpy_cleavage", Feature.CHEVRON_MARKS),
    ("cup_and_cone", Feature.RADIAL_MARKS),
]
SEED = 1
COLUMNS, ROWS = 384, 288


@cache
def views(family: str, feature: Feature) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """Return the survey's signal with and without the marks of a feature, and where it is told."""
    specimen = FractureSpecimen(SEED, family)
    x_low, y_low, x_high, y_high = specimen.outline
    pixel_size = 1.1 * max((x_high - x_low) / COLUMNS, (y_high - y_low) / ROWS)
    grid = SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, pixel_size, COLUMNS, ROWS)
    drawn = specimen.sample(grid)
    plan = FAMILIES[family](SEED)
    specimen._plan = replace(plan, marks=tuple(placed for placed in plan.marks if placed.features != feature))
    specimen._ground = specimen._plan.ground
    bare = specimen.sample(grid)
    told = (drawn.truth.visible & np.uint32(feature)) > 0
    return secondary_electron_yield(drawn, pixel_size), secondary_electron_yield(bare, pixel_size), told


@pytest.mark.parametrize(("family", "feature"), CASES, ids=lambda value: value if isinstance(value, str) else value.name.lower())
def test_marks_stand_out_in_the_survey(family: str, feature: Feature):
    """Pins beach marks that hardly showed at 20 mm: over structures of some pixels, what the mark adds must beat what is there."""
    drawn, bare, told = views(family, feature)
    assert told.mean() > 0.004
    added = gaussian_filter(drawn - bare, 0.8)[told].std() / bare[told].mean()
    # The texture that the mark has to be seen against, free of the slow shading that an eye discounts.
    texture = (gaussian_filter(bare, 0.8) - gaussian_filter(bare, 8))[told].std() / bare[told].mean()
    assert added > 0.05
    assert added > texture


@pytest.mark.parametrize("feature", [Feature.BEACH_MARKS, Feature.RATCHET_MARKS])
def test_marks_are_not_told_where_they_are_not_drawn(feature: Feature):
    """Pins a bit in a place where the signal is the same with and without the mark."""
    drawn, bare, told = views("multi_origin_fatigue", feature)
    changed = np.abs(drawn / bare - 1)
    assert np.percentile(changed[told], 90) > 0.05
    assert np.percentile(changed[~told], 95) < 0.5 * np.percentile(changed[told], 90)
