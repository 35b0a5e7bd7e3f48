"""The block of lattice cells under a field."""

from dataclasses import dataclass
from math import cos, floor, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

MARGIN = 3
TURN = 0.61
"""Angle (rad) of the lattice against the stage axes: rows of cells along a frame's side would show."""


@dataclass(frozen=True)
class CellBlock:
    """Cells of one size that a field touches, with a margin of three for warps and neighbours.

    A pixel in row r and column c lies at u = u_of_column[c] + u_of_row[r] and v = v_of_column[c] + v_of_row[r], counted in cells
    from the block's first one.

    Attributes
    ----------
    first_column, first_row
        Lattice indices of the block's first cell.
    across, down
        Number of cells.
    u_of_column, u_of_row, v_of_column, v_of_row
        Parts of the lattice coordinates.
    """

    first_column: int
    first_row: int
    across: int
    down: int
    u_of_column: NDArray[np.float64]
    u_of_row: NDArray[np.float64]
    v_of_column: NDArray[np.float64]
    v_of_row: NDArray[np.float64]

    @classmethod
    def under(cls, grid: SurfaceGrid, cell_size: float, turn: float = TURN, stretch: float = 1.0) -> "CellBlock":
        """Return the cells under a grid.

        Parameters
        ----------
        grid
            The field.
        cell_size
            Size of a cell across (m).
        turn
            Angle of the lattice (rad).
        stretch
            Length of a cell along `turn` over its size across.
        """
        along, xs, ys = cell_size * stretch, grid.xs, grid.ys
        u_x, u_y = xs * (cos(turn) / along), ys * (sin(turn) / along)
        v_x, v_y = xs * (-sin(turn) / cell_size), ys * (cos(turn) / cell_size)
        column, row = (floor(a.min() + b.min()) - MARGIN for a, b in ((u_x, u_y), (v_x, v_y)))
        last_column, last_row = (floor(a.max() + b.max()) + MARGIN for a, b in ((u_x, u_y), (v_x, v_y)))
        return cls(column, row, last_column + 1 - column, last_row + 1 - row, u_x, u_y - column, v_x, v_y - row)
