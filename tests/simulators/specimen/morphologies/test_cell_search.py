"""Sharing a point out among scattered cells."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.simulators.specimen.morphologies.cell_search import scatter_cells, share_out

CENTRES = scatter_cells(np.random.default_rng(1).random((12, 12, 3)))


def shared(u: float, v: float, border: float):
    shares = np.zeros(9)
    edge, own, low, high = share_out(CENTRES, u, v, border, shares)
    return edge, own, shares[low:high]


@settings(deadline=None)  # the first example compiles
@given(u=st.floats(2.0, 9.99), v=st.floats(2.0, 9.99), border=st.floats(0.02, 0.4))
def test_shares_sum_to_one_and_the_own_cell_has_most(u: float, v: float, border: float):
    """Shares that do not sum to one would raise or sink the surface along borders."""
    edge, own, shares = shared(u, v, border)
    assert np.isclose(shares.sum(), 1)
    assert (shares >= 0).all()
    assert edge >= 0
    column, row = int(u) + own % 3 - 1, int(v) + own // 3 - 1
    squared = (CENTRES[..., 0] - u) ** 2 + (CENTRES[..., 1] - v) ** 2 - CENTRES[..., 2]
    block = squared[int(v) - 1 : int(v) + 2, int(u) - 1 : int(u) + 2]
    assert squared[row, column] == block.min()


def test_a_blend_has_no_steps():
    """Two nearest cells alone step where the second changes: all cells of the border must count."""
    values = np.random.default_rng(2).random((12, 12))

    def blend(u: float, v: float):
        _, own, shares = shared(u, v, 0.25)
        cells = [(int(v) - 1 + k // 3, int(u) - 1 + k % 3) for k in (range(9) if shares.size == 9 else (own,))]
        return sum(share * values[cell] for share, cell in zip(shares, cells, strict=True))

    line = np.array([blend(2 + 7 * t, 2.3 + 6.1 * t) for t in np.linspace(0, 1, 4000)])
    assert np.abs(np.diff(line)).max() < 0.02
