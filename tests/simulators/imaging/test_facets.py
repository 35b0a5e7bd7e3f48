"""A pixel as four facets."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.simulators.imaging.facets import FACETS, facet_slopes, falling_exponential, mean_height


@given(st.floats(-12, 0))
def test_the_exponential_is_within_what_it_says(x: float) -> None:
    """Brightness is read off it: an error that grows with the slope would tint steep ground."""
    assert falling_exponential(np.float32(x)) == pytest.approx(exp(x), abs=2e-4)


@given(st.floats(-2, 2), st.floats(-2, 2))
def test_all_facets_of_a_plane_have_its_slopes(right: float, up: float) -> None:
    """Pins a corner or a sign taken for another: on a plane all four must agree."""
    pitch = 2e-6
    nw, ne, sw, se = (np.float32((right * i + up * j) * pitch / 2) for i, j in ((-1, 1), (1, 1), (-1, -1), (1, -1)))
    for facet in range(FACETS):
        slopes = facet_slopes(facet, np.float32(0.0), nw, ne, sw, se, np.float32(1 / pitch))
        assert slopes == pytest.approx((right, up), abs=1e-5)


def test_the_mean_height_is_that_over_the_facets() -> None:
    """A pyramid of height 1 over the pixel has a third of its height on the average."""
    assert mean_height(np.ones((1, 1), np.float32), np.zeros((2, 2), np.float32)) == pytest.approx(1 / 3)
