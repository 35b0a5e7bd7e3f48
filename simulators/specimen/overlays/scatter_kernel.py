"""Compiled loop of the scattered bodies: what each cell of a lattice holds."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True)
def scatter(
    first_column: int,
    last_column: int,
    first_row: int,
    last_row: int,
    cell: float,
    occupied: float,
    smallest: float,
    largest: float,
    stretch: float,
    seed: np.uint32,
) -> tuple[np.ndarray, np.ndarray]:
    """Return x, y, radius (m), stretch and angle (rad), shape (bodies, 5), and the seeds, of the cells in a block."""
    most = (last_column - first_column) * (last_row - first_row)
    table = np.empty((most, 5))
    seeds = np.empty(most, np.uint32)
    found = 0
    for row in range(first_row, last_row):
        for column in range(first_column, last_column):
            bits = cell_hash(np.int64(column), np.int64(row), seed)
            if uniform(bits, 0) >= occupied:
                continue
            table[found, 0] = (column + uniform(bits, 1)) * cell
            table[found, 1] = (row + uniform(bits, 2)) * cell
            table[found, 2] = smallest * (largest / smallest) ** uniform(bits, 3)
            table[found, 3] = 1.0 + (stretch - 1.0) * uniform(bits, 4)
            table[found, 4] = np.pi * uniform(bits, 5)
            seeds[found] = bits
            found += 1
    return table[:found].copy(), seeds[:found].copy()
