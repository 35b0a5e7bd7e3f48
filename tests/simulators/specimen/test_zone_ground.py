"""The ground of one zone."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.families.registry import plan_of
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.zone_ground import ZoneGround


@pytest.mark.parametrize("family", ["cup_and_cone", "hydrogen_quasi_cleavage"])
def test_it_follows_the_zone_that_it_is_given_for(family: str):
    """Pins particles of a rolling zone that are buried on one slope and hang over the next: another noise than the one drawn."""
    plan = plan_of(family, 3)
    ground = next(placed.overlay.ground for placed in plan.overlays if isinstance(getattr(placed.overlay, "ground", None), ZoneGround))
    specimen = FractureSpecimen(3, family)
    grid = SurfaceGrid(*specimen.origin, 12e-6, 64, 64)
    drawn = specimen.sample(grid).height
    # Blocks of 96 um hold many dimples or facets each, and their ups and downs all but cancel.
    mean = [field.reshape(8, 8, 8, 8).mean(axis=(1, 3)).ravel() for field in (drawn, ground.over(grid), ground.face.over(grid))]
    assert np.corrcoef(mean[0], mean[1])[0, 1] > 0.97
    assert np.std(mean[0] - mean[1]) < 0.7 * np.std(mean[0] - mean[2])
