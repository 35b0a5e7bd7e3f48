"""Compiled loop of the blisters in adhesive tape: sparse round domes and craters."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.cell_table import cell_table


@njit(cache=True, nogil=True)
def add_blisters(
    out: np.ndarray, mask: np.ndarray, x: np.ndarray, y: np.ndarray, seed: np.uint32, occupation: float, amplitude: float
) -> None:
    """Add domes (m) of one scale; x and y are coordinates of columns and rows in cells, at most one blister a cell."""
    rows, columns = out.shape
    first_column = np.int64(np.floor(min(x[0], x[-1]))) - 1
    first_row = np.int64(np.floor(min(y[0], y[-1]))) - 1
    across = np.int64(np.floor(max(x[0], x[-1]))) + 2 - first_column
    down = np.int64(np.floor(max(y[0], y[-1]))) + 2 - first_row
    table = cell_table(first_column, first_row, across, down, 5, seed)
    for r in range(rows):
        j = np.int64(np.floor(y[r])) - first_row
        v = np.float32(y[r] - first_row - j)
        for c in range(columns):
            if not mask[r, c]:
                continue
            i = np.int64(np.floor(x[c])) - first_column
            if table[j, i, 2] >= occupation:
                continue
            u = np.float32(x[c] - first_column - i)
            # The radius leaves room for the whole blister inside its own cell, so no neighbour needs a look.
            radius = np.float32(0.1) + np.float32(0.2) * table[j, i, 3]
            du = u - (np.float32(0.35) + np.float32(0.3) * table[j, i, 0])
            dv = v - (np.float32(0.35) + np.float32(0.3) * table[j, i, 1])
            q = (du * du + dv * dv) / (radius * radius)
            if q < np.float32(1.0):
                dome = (np.float32(1.0) - q) ** 2 * (np.float32(1.0) - np.float32(1.6) * q * table[j, i, 4])
                sign = np.float32(1.0) if table[j, i, 4] < np.float32(0.5) else np.float32(-1.0)
                out[r, c] += np.float32(amplitude) * radius * sign * dome
