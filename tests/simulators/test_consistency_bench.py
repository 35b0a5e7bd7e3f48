"""One specimen in all frames: overlaps, zooms, and whatever was looked at before."""

import numpy as np
import pytest

from fractoscope.simulators.consistency_bench import measure_consistency
from fractoscope.simulators.imaging import ImagingConditions, render_frame
from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_overlapping_frames_show_one_surface(family: str):
    """Pins anything anchored to the frame: a relief that shifts with the field, or differs by more than 0.03 pixels."""
    measured = measure_consistency(family, size=128)
    assert measured["shift"]["height_rms_px"] <= 0.03
    zoom = measured["zoom"]
    assert zoom["height_correlation"]["share_held"] >= 0.85
    assert zoom["height_correlation"]["median"] >= 0.98
    assert zoom["zone_agreement"]["median"] >= 0.99
    assert zoom["brightness_ratio"]["share_held"] >= 0.85


def test_what_was_looked_at_before_changes_nothing():
    """Pins a cache that remembers the last field: the same place must give the same pixels and truth, in whatever order."""
    conditions = ImagingConditions()
    specimen = FractureSpecimen(3)
    x, y = specimen.origin
    grids = [SurfaceGrid(0.6 * x, 0.6 * y, pixel, 96, 72) for pixel in (40e-6, 0.4e-6, 20e-9)]
    first = [render_frame(specimen, grid, conditions, 7) for grid in grids]
    again = [render_frame(specimen, grid, conditions, 7) for grid in reversed(grids)][::-1]
    fresh = [render_frame(FractureSpecimen(3), grid, conditions, 7) for grid in grids]
    for one, two, three in zip(first, again, fresh, strict=True):
        for other in (two, three):
            np.testing.assert_array_equal(one.pixels, other.pixels)
            np.testing.assert_array_equal(one.truth.visible, other.truth.visible)
            np.testing.assert_array_equal(one.truth.spacing, other.truth.spacing)
