"""Windows around what is in a raster."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fractoscope.simulators.specimen.window_of import window_of


@given(arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_a_window_holds_all_and_no_row_or_column_more(mask: np.ndarray):
    """Pins a window that cuts off a pixel, or that is larger than it need be."""
    window = window_of(mask)
    if window is None:
        assert not mask.any()
        return
    inside = mask[window]
    assert inside.sum() == mask.sum()
    assert inside[0].any() and inside[-1].any() and inside[:, 0].any() and inside[:, -1].any()
