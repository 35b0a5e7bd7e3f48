"""Compiled loop of the grooves: straight parallel lines of random depth that fade in and out along their length."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True)
def add_grooves(
    out: np.ndarray,
    mask: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    angle: float,
    stretch: float,
    seed: np.uint32,
    amplitude: float,
) -> None:
    """Add one octave of noise stretched along `angle` (rad); x and y are coordinates of columns and rows in groove widths."""
    rows, columns = out.shape
    along_x, along_y = np.cos(angle) / stretch, np.sin(angle) / stretch
    cross_x, cross_y = -np.sin(angle), np.cos(angle)
    values = np.zeros(4, np.float32)
    a = np.float32(2.0 * amplitude)
    for r in range(rows):
        last_i = np.int64(-(2**62))
        last_j = np.int64(-(2**62))
        for c in range(columns):
            if not mask[r, c]:
                continue
            v = x[c] * cross_x + y[r] * cross_y
            j = np.int64(np.floor(v))
            u = x[c] * along_x + y[r] * along_y
            i = np.int64(np.floor(u))
            if i != last_i or j != last_j:
                # Consecutive pixels mostly share a cell: hash only on leaving it.
                values[0] = uniform(cell_hash(i, j, seed), 0)
                values[1] = uniform(cell_hash(i + 1, j, seed), 0)
                values[2] = uniform(cell_hash(i, j + 1, seed), 0)
                values[3] = uniform(cell_hash(i + 1, j + 1, seed), 0)
                last_i, last_j = i, j
            t = np.float32(u - i)
            s = np.float32(v - j)
            t = t * t * (np.float32(3.0) - np.float32(2.0) * t)
            s = s * s * (np.float32(3.0) - np.float32(2.0) * s)
            low = values[0] + t * (values[1] - values[0])
            high = values[2] + t * (values[3] - values[2])
            out[r, c] += a * (low + s * (high - low) - np.float32(0.5))
