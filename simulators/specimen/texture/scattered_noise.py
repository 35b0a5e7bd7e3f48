"""Gradient noise at points that do not lie on a raster, such as in polar coordinates."""

from typing import Any

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def wrapped_ramps(first_u: int, first_v: int, across: int, down: int, seed: np.uint32, period: int) -> np.ndarray:
    """Return the gradients at the nodes of a lattice that closes on itself after `period` columns (0: open), shape (down, across, 2)."""
    ramps = np.empty((down, across, 2), np.float32)
    for j in range(down):
        for i in range(across):
            column = np.int64((first_u + i) % period if period > 0 else first_u + i)
            angle = 2.0 * np.pi * uniform(cell_hash(column, first_v + j, seed), 0)
            ramps[j, i, 0] = np.cos(angle)
            ramps[j, i, 1] = np.sin(angle)
    return ramps


@njit(cache=True, nogil=True, inline="always")
def read_noise(ramps: np.ndarray, u: np.float32, v: np.float32) -> Any:
    """Return gradient noise of unit wavelength, about -1 to 1, at a point counted from the first node of `ramps`."""
    i, j = int(u), int(v)
    one = np.float32(1.0)
    f, g = np.float32(u - i), np.float32(v - j)
    weight_f = f * f * f * (f * (f * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
    weight_g = g * g * g * (g * (g * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
    low = ramps[j, i, 0] * f + ramps[j, i, 1] * g
    low += weight_f * (ramps[j, i + 1, 0] * (f - one) + ramps[j, i + 1, 1] * g - low)
    high = ramps[j + 1, i, 0] * f + ramps[j + 1, i, 1] * (g - one)
    high += weight_f * (ramps[j + 1, i + 1, 0] * (f - one) + ramps[j + 1, i + 1, 1] * (g - one) - high)
    return np.float32(1.41421356) * (low + weight_g * (high - low))


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def scattered_noise(u: np.ndarray, v: np.ndarray, seed: np.uint32, period: int) -> np.ndarray:
    """Return gradient noise of unit wavelength, about -1 to 1, at lattice coordinates u, v, float32, shape (rows, columns).

    The lattice closes on itself after `period` cells of u, for angles; 0 leaves it open. The random numbers of the cells under the
    field are drawn once.
    """
    rows, columns = u.shape
    low_u, low_v = np.floor(u.min()), np.floor(v.min())
    across, down = np.int64(np.floor(u.max()) - low_u) + 2, np.int64(np.floor(v.max()) - low_v) + 2
    ramps = wrapped_ramps(np.int64(low_u), np.int64(low_v), across, down, seed, period)
    out = np.empty((rows, columns), np.float32)
    for r in range(rows):
        for c in range(columns):
            out[r, c] = read_noise(ramps, u[r, c] - low_u, v[r, c] - low_v)
    return out
