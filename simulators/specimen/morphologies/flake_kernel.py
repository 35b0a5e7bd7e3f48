"""Compiled loop of the flakes in conductive paint: flat discs that lie over one another, each at its own tilt."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.cell_table import cell_table


@njit(cache=True, nogil=True)
def add_flakes(out: np.ndarray, mask: np.ndarray, x: np.ndarray, y: np.ndarray, seed: np.uint32, size: float) -> None:
    """Add the uppermost of the flakes about each place; x and y are coordinates of columns and rows in flakes of `size` (m)."""
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
                    du = u - np.float32(i) - np.float32(0.2) - np.float32(0.6) * table[j, i, 0]
                    dv = v - np.float32(j) - np.float32(0.2) - np.float32(0.6) * table[j, i, 1]
                    if du * du + dv * dv < np.float32(0.62):
                        tilt = (table[j, i, 3] - np.float32(0.5)) * du + (table[j, i, 4] - np.float32(0.5)) * dv
                        top = max(top, np.float32(0.1) + np.float32(0.2) * table[j, i, 2] + np.float32(0.4) * tilt)
            out[r, c] += np.float32(size) * top
