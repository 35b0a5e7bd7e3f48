"""Compiled loop of the grooves: straight parallel lines of random depth that fade in and out along their length."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
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
    low_u, high_u = np.inf, -np.inf
    low_v, high_v = np.inf, -np.inf
    for corner_x in (x[0], x[-1]):
        for corner_y in (y[0], y[-1]):
            u, v = corner_x * along_x + corner_y * along_y, corner_x * cross_x + corner_y * cross_y
            low_u, high_u = min(low_u, u), max(high_u, u)
            low_v, high_v = min(low_v, v), max(high_v, v)
    # One cell to spare on either side: corners are rounded otherwise than the pixels next to them.
    first_u, first_v = np.int64(np.floor(low_u)) - 1, np.int64(np.floor(low_v)) - 1
    across, down = np.int64(np.floor(high_u)) - first_u + 3, np.int64(np.floor(high_v)) - first_v + 3
    values = np.empty((across, down), np.float32)
    for i in range(across):
        for j in range(down):
            values[i, j] = uniform(cell_hash(first_u + i, first_v + j, seed), 0)
    u_of_column, v_of_column = x * along_x - first_u, x * cross_x - first_v
    a = np.float32(2.0 * amplitude)
    for r in range(rows):
        u_of_row, v_of_row = y[r] * along_y, y[r] * cross_y
        for c in range(columns):
            if not mask[r, c]:
                continue
            u, v = u_of_column[c] + u_of_row, v_of_column[c] + v_of_row
            i, j = int(u), int(v)
            t, s = np.float32(u - i), np.float32(v - j)
            t = t * t * (np.float32(3.0) - np.float32(2.0) * t)
            s = s * s * (np.float32(3.0) - np.float32(2.0) * s)
            low = values[i, j] + t * (values[i + 1, j] - values[i, j])
            high = values[i, j + 1] + t * (values[i + 1, j + 1] - values[i, j + 1])
            out[r, c] += a * (low + s * (high - low) - np.float32(0.5))
