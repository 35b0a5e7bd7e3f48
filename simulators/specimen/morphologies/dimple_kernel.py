"""Compiled loop of the dimples: the lower envelope of paraboloids about random voids."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.cell_table import cell_table

ABSENT = 1e9
"""Steepness that keeps a void which is not there out of every minimum."""


@njit(cache=True, nogil=True)
def void_table(first_column: int, first_row: int, across: int, down: int, seed: np.uint32, occupation: float) -> np.ndarray:
    """Return per cell: x, y of its void in cells from the first, inverse of its size, stretch, and depth of its floor, float32."""
    table = cell_table(first_column, first_row, across, down, 5, seed)
    voids = np.empty((down, across, 5), np.float32)
    for j in range(down):
        for i in range(across):
            size = np.float32(0.42) + np.float32(0.58) * table[j, i, 2] * table[j, i, 2]
            voids[j, i, 0] = np.float32(i) + np.float32(0.1) + np.float32(0.8) * table[j, i, 0]
            voids[j, i, 1] = np.float32(j) + np.float32(0.1) + np.float32(0.8) * table[j, i, 1]
            voids[j, i, 2] = np.float32(1.0) / size if table[j, i, 3] < occupation else np.float32(ABSENT)
            voids[j, i, 3] = np.float32(0.8) + np.float32(0.5) * table[j, i, 4]
            voids[j, i, 4] = np.float32(0.77) * size
    return voids


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def add_voids(
    envelope: np.ndarray,
    mask: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    warp_x: np.ndarray,
    warp_y: np.ndarray,
    seed: np.uint32,
    occupation: float,
    depth: float,
    weight: float,
) -> None:
    """Lower `envelope` (m) where a void of one scale reaches below it.

    x and y are lattice coordinates of columns and rows, the warps are in cells, `depth` (m) is the height of one unit of the
    void's profile q(0.7 + 0.18q) - 0.77r, and `weight` fades the whole scale.
    """
    rows, columns = envelope.shape
    first_column = np.int64(np.floor(min(x[0], x[-1]))) - 3
    first_row = np.int64(np.floor(min(y[0], y[-1]))) - 3
    across = np.int64(np.floor(max(x[0], x[-1]))) + 4 - first_column
    down = np.int64(np.floor(max(y[0], y[-1]))) + 4 - first_row
    voids = void_table(first_column, first_row, across, down, seed, occupation)
    cap = np.float32(1.4)
    w = np.float32(weight)
    lift = np.float32(depth)
    for r in range(rows):
        v0 = np.float32(y[r] - first_row)
        for c in range(columns):
            if not mask[r, c]:
                continue
            u = np.float32(x[c] - first_column) + warp_x[r, c]
            v = v0 + warp_y[r, c]
            column, row = np.int64(u), np.int64(v)
            lowest = cap
            for j in range(row - 1, row + 2):
                for i in range(column - 1, column + 2):
                    du = u - voids[j, i, 0]
                    dv = (v - voids[j, i, 1]) * voids[j, i, 3]
                    q = (du * du + dv * dv) * voids[j, i, 2]
                    lowest = min(lowest, q * (np.float32(0.7) + np.float32(0.18) * q) - voids[j, i, 4])
            height = lowest * lift
            if lowest < cap and height < envelope[r, c]:
                envelope[r, c] += w * (height - envelope[r, c])
