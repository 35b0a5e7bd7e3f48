"""The crack front from several origins."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.follow_crack import LONGEST_LEAD, follow_crack
from fractoscope.simulators.specimen.outlines.disc import Disc
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

BAR = Disc(0.0, 0.0, 6e-3)
ORIGINS = (
    CrackOrigin(6e-3, 0.0, 0.3e-3),
    CrackOrigin(0.0, 6e-3),
    CrackOrigin(-6e-3, 0.0, 0.1e-3, half_length=1e-3, angle=1.5),
    CrackOrigin(0.0, -6e-3, 0.8e-3),
)


@given(x=st.floats(-7e-3, 7e-3), y=st.floats(-7e-3, 7e-3), pixel_size=st.sampled_from((1e-3, 50e-6, 1e-6)))
def test_leaving_origins_out_changes_nothing(x: float, y: float, pixel_size: float):
    """Pins an origin that is skipped although it is first or second somewhere on the grid: frames would disagree where they overlap."""
    grid = SurfaceGrid(x, y, pixel_size, 9, 7)
    front = follow_crack(grid, ORIGINS, BAR)
    arrivals = np.array([[[origin.distance(right, up) + origin.delay for right in grid.xs] for up in grid.ys] for origin in ORIGINS])
    ordered = np.sort(arrivals, axis=0)
    assert np.allclose(front.arrival, ordered[0], atol=3e-9)
    lead = ordered[1] - ordered[0]
    near = lead < LONGEST_LEAD - 1e-8
    assert np.allclose(front.lead[near], lead[near], atol=6e-9)
    assert np.isinf(front.lead[lead > LONGEST_LEAD + 1e-8]).all()
    clear = lead > 1e-8
    assert np.array_equal(front.origin[clear], arrivals.argmin(axis=0)[clear])
