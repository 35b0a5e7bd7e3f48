"""Compiled loop of balls that stick to a surface: powder beside an additive part, grains of sand in a cast skin."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.cell_table import cell_table


@njit(cache=True, nogil=True)
def add_balls(out: np.ndarray, mask: np.ndarray, x: np.ndarray, y: np.ndarray, seed: np.uint32, occupation: float, cell: float) -> None:
    """Add the highest of the balls about each place (m); x and y are coordinates of columns and rows in cells of `cell` (m)."""
    rows, columns = out.shape
    first_column = np.int64(np.floor(x[0])) - 1
    first_row = np.int64(np.floor(y[-1])) - 1
    across = np.int64(np.floor(x[-1])) + 2 - first_column
    down = np.int64(np.floor(y[0])) + 2 - first_row
    table = cell_table(first_column, first_row, across, down, 5, seed)
    for r in range(rows):
        v = np.float32(y[r] - first_row)
        row = np.int64(v)
        for c in range(columns):
            if not mask[r, c]:
                continue
            u = np.float32(x[c] - first_column)
            column = np.int64(u)
            top = np.float32(0.0)
            for j in range(row - 1, row + 2):
                for i in range(column - 1, column + 2):
                    if table[j, i, 2] >= occupation:
                        continue
                    du = u - np.float32(i) - table[j, i, 0]
                    dv = v - np.float32(j) - table[j, i, 1]
                    # Up to a cell wide; the smaller ones are the more frequent, as in sieved powder.
                    radius = np.float32(0.16) + np.float32(0.34) * table[j, i, 3] * table[j, i, 3]
                    q = radius * radius - du * du - dv * dv
                    if q > 0:
                        # Half molten: sunk by up to its radius.
                        top = max(top, np.sqrt(q) + (np.float32(0.6) - table[j, i, 4]) * radius)
            out[r, c] += np.float32(cell) * top
