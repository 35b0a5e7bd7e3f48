"""Gradient noise at points that do not lie on a raster, such as in polar coordinates."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True)
def scattered_noise(u: np.ndarray, v: np.ndarray, seed: np.uint32, period: int) -> np.ndarray:
    """Return gradient noise of unit wavelength, about -1 to 1, at lattice coordinates u, v, float32, shape (rows, columns).

    The lattice closes on itself after `period` cells of u, for angles; 0 leaves it open. The random numbers of the cells under the
    field are drawn once.
    """
    rows, columns = u.shape
    low_u, low_v = np.floor(u.min()), np.floor(v.min())
    across, down = np.int64(np.floor(u.max()) - low_u) + 2, np.int64(np.floor(v.max()) - low_v) + 2
    first_u, first_v = np.int64(low_u), np.int64(low_v)
    ramps = np.empty((down, across, 2), np.float32)
    for j in range(ramps.shape[0]):
        for i in range(ramps.shape[1]):
            column = np.int64((first_u + i) % period if period > 0 else first_u + i)
            angle = 2.0 * np.pi * uniform(cell_hash(column, first_v + j, seed), 0)
            ramps[j, i, 0] = np.cos(angle)
            ramps[j, i, 1] = np.sin(angle)
    out = np.empty((rows, columns), np.float32)
    one = np.float32(1.0)
    for r in range(rows):
        for c in range(columns):
            below_u, below_v = np.floor(u[r, c]), np.floor(v[r, c])
            i, j = int(below_u - low_u), int(below_v - low_v)
            f = np.float32(u[r, c] - below_u)
            g = np.float32(v[r, c] - below_v)
            weight_f = f * f * f * (f * (f * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
            weight_g = g * g * g * (g * (g * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
            low = ramps[j, i, 0] * f + ramps[j, i, 1] * g
            low += weight_f * (ramps[j, i + 1, 0] * (f - one) + ramps[j, i + 1, 1] * g - low)
            high = ramps[j + 1, i, 0] * f + ramps[j + 1, i, 1] * (g - one)
            high += weight_f * (ramps[j + 1, i + 1, 0] * (f - one) + ramps[j + 1, i + 1, 1] * (g - one) - high)
            out[r, c] = np.float32(1.41421356) * (low + weight_g * (high - low))
    return out
