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
    low_u = low_v = np.int64(2**62)
    high_u = high_v = -low_u
    for r in range(rows):
        for c in range(columns):
            low_u, high_u = min(low_u, np.int64(np.floor(u[r, c]))), max(high_u, np.int64(np.floor(u[r, c])))
            low_v, high_v = min(low_v, np.int64(np.floor(v[r, c]))), max(high_v, np.int64(np.floor(v[r, c])))
    ramps = np.empty((high_v - low_v + 2, high_u - low_u + 2, 2), np.float32)
    for j in range(ramps.shape[0]):
        for i in range(ramps.shape[1]):
            column = (low_u + i) % period if period > 0 else low_u + i
            angle = 2.0 * np.pi * uniform(cell_hash(np.int64(column), low_v + j, seed), 0)
            ramps[j, i, 0] = np.cos(angle)
            ramps[j, i, 1] = np.sin(angle)
    out = np.empty((rows, columns), np.float32)
    one = np.float32(1.0)
    for r in range(rows):
        for c in range(columns):
            i = np.int64(np.floor(u[r, c]))
            j = np.int64(np.floor(v[r, c]))
            f = np.float32(u[r, c] - i)
            g = np.float32(v[r, c] - j)
            i -= low_u
            j -= low_v
            weight_f = f * f * f * (f * (f * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
            weight_g = g * g * g * (g * (g * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
            low = ramps[j, i, 0] * f + ramps[j, i, 1] * g
            low += weight_f * (ramps[j, i + 1, 0] * (f - one) + ramps[j, i + 1, 1] * g - low)
            high = ramps[j + 1, i, 0] * f + ramps[j + 1, i, 1] * (g - one)
            high += weight_f * (ramps[j + 1, i + 1, 0] * (f - one) + ramps[j + 1, i + 1, 1] * (g - one) - high)
            out[r, c] = np.float32(1.41421356) * (low + weight_g * (high - low))
    return out
