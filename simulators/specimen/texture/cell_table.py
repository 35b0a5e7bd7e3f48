"""Random numbers of all lattice cells under a field, drawn once instead of once a pixel."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True)
def cell_table(first_column: int, first_row: int, across: int, down: int, channels: int, seed: np.uint32) -> np.ndarray:
    """Return uniform numbers in [0, 1), float32, shape (down, across, channels), for a block of cells."""
    table = np.empty((down, across, channels), np.float32)
    for j in range(down):
        for i in range(across):
            bits = cell_hash(first_column + i, first_row + j, seed)
            for channel in range(channels):
                table[j, i, channel] = uniform(bits, channel)
    return table
