"""The ground that overlays stand on."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.families.registry import FAMILIES, plan_of
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@pytest.mark.parametrize("family", FAMILIES)
def test_overlays_stand_on_the_ground_of_their_own_specimen(family: str):
    """Pins a family whose overlays are measured from a level that its specimen does not have: they would float or sink."""
    plan = plan_of(family, 3)
    grounds = [placed.overlay.ground for placed in plan.overlays if hasattr(placed.overlay, "ground")]
    # In one zone bodies may stand on its coarse relief besides.
    assert all(getattr(ground, "face", ground) == plan.ground for ground in grounds)


def test_a_window_of_the_ground_is_the_ground():
    """Pins a ground that depends on the grid: bodies ask for it in their own window only."""
    ground = plan_of("rotating_bending", 3).ground
    wide = SurfaceGrid(1e-3, 2e-3, 25e-6, 120, 90)
    part = SurfaceGrid(float(wide.xs[30:70].mean()), float(wide.ys[20:50].mean()), 25e-6, 40, 30)
    assert np.abs(ground.over(wide)[20:50, 30:70] - ground.over(part)).max() < 1e-9
    assert float(np.ptp(ground.over(wide))) > 50e-6
