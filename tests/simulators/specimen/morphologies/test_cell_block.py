"""The cells under a field."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.morphologies.cell_block import MARGIN, CellBlock
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@pytest.mark.parametrize("turn", [0.0, 0.61, 2.0, -1.1])
@pytest.mark.parametrize("stretch", [1.0, 3.0])
def test_every_pixel_has_its_margin(turn: float, stretch: float):
    """A pixel outside the block would read another cell's memory."""
    grid = SurfaceGrid(-3e-3, 2e-3, 1e-6, 64, 48)
    block = CellBlock.under(grid, 7e-6, turn, stretch)
    u = block.u_of_column[None, :] + block.u_of_row[:, None]
    v = block.v_of_column[None, :] + block.v_of_row[:, None]
    assert u.min() >= MARGIN and v.min() >= MARGIN
    assert u.max() <= block.across - MARGIN and v.max() <= block.down - MARGIN


def test_coordinates_are_counted_from_absolute_cells():
    """Cells counted from the frame would move with the stage."""
    one, two = (CellBlock.under(SurfaceGrid(x, 0.0, 1e-6, 64, 48), 7e-6) for x in (0.0, 32e-6))
    u_one = one.u_of_column[40] + one.u_of_row[10] + one.first_column
    u_two = two.u_of_column[8] + two.u_of_row[10] + two.first_column
    assert np.isclose(u_one, u_two, atol=1e-9)
