"""Compiled search for the domes of a lattice: dendrite tips, powder balls, granules."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.cell_table import cell_table


@njit(cache=True, nogil=True, fastmath=True)
def dome_table(half_across: float, half_down: float, bits: np.uint32) -> np.ndarray:
    """Return the random numbers of all cells within a box about (0, 0), given in cells, with one cell to spare on each side."""
    across, down = np.int64(np.ceil(half_across)) + 2, np.int64(np.ceil(half_down)) + 2
    table: np.ndarray = cell_table(-across, -down, 2 * across, 2 * down, 4, bits)
    return table


@njit(cache=True, nogil=True, fastmath=True)
def highest_dome(u: np.float32, v: np.float32, table: np.ndarray, occupied: np.float32, radius: np.float32) -> np.float32:
    """Return the top of the spheres about a place, 0 where there is none.

    u and v are in cells from the middle of the table. Channels of a cell: place (0, 1), presence (2), size (3, from 0.55 to 1 of
    `radius`). A sphere rests on the floor, sunk by half of its radius, so that it shows more than a half.
    """
    rows, columns = table.shape[0], table.shape[1]
    x, y = u + np.float32(columns // 2), v + np.float32(rows // 2)
    column, row = int(x), int(y)
    best = np.float32(0.0)
    # A sphere reaches at most `radius` beyond the middle of its cell's inner part: mostly one cell is enough.
    near = radius - np.float32(0.15)
    across, down = x - np.float32(column), y - np.float32(row)
    first_i = column - 1 if across < near else column
    last_i = column + 1 if across > np.float32(1.0) - near else column
    first_j = row - 1 if down < near else row
    last_j = row + 1 if down > np.float32(1.0) - near else row
    for j in range(max(first_j, 0), min(last_j + 1, rows)):
        for i in range(max(first_i, 0), min(last_i + 1, columns)):
            if table[j, i, 2] >= occupied:
                continue
            dx = x - (np.float32(i) + np.float32(0.15) + np.float32(0.7) * table[j, i, 0])
            dy = y - (np.float32(j) + np.float32(0.15) + np.float32(0.7) * table[j, i, 1])
            size = radius * (np.float32(0.55) + np.float32(0.45) * table[j, i, 3])
            q = size * size - dx * dx - dy * dy
            if q > 0:
                best = max(best, np.sqrt(q) + np.float32(0.5) * size)
    return best


@njit(cache=True, nogil=True, fastmath=True)
def highest_tip(u: np.float32, v: np.float32, table: np.ndarray) -> np.float32:
    """Return the upper envelope of rounded tips, one to a cell and each of its own height, from -1.6 to 1."""
    rows, columns = table.shape[0], table.shape[1]
    x, y = u + np.float32(columns // 2), v + np.float32(rows // 2)
    column, row = int(x), int(y)
    best = np.float32(-1.6)
    column, row = min(max(column, 1), columns - 2), min(max(row, 1), rows - 2)
    for down in range(3):
        j = row - 1 + down
        for across in range(3):
            i = column - 1 + across
            dx = x - (np.float32(i) + np.float32(0.15) + np.float32(0.7) * table[j, i, 0])
            dy = y - (np.float32(j) + np.float32(0.15) + np.float32(0.7) * table[j, i, 1])
            best = max(best, table[j, i, 2] - np.float32(1.7) * (dx * dx + dy * dy))
    return best
