"""The fast direction of a vector."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.simulators.specimen.arc_tangent import arc_tangent

SIDES = st.floats(-1e3, 1e3, width=32)


@settings(deadline=None)  # the first call compiles
@given(SIDES, SIDES)
def test_it_is_the_library_function_within_its_bound(y: float, x: float):
    """Pins a wrong quadrant, or an error that shows in a direction of the truth."""
    found = float(arc_tangent(np.float32(y), np.float32(x)))
    if abs(x) + abs(y) > 1e-20:
        turn = found - float(np.arctan2(y, x))
        assert abs((turn + np.pi) % (2 * np.pi) - np.pi) < 2e-5
    else:
        assert np.isfinite(found)
