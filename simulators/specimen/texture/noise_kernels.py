"""Compiled loops of the gradient noise: lattice octaves and the interpolation between their grids."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True)
def add_octave(out: np.ndarray, x: np.ndarray, y: np.ndarray, seed: np.uint32, amplitude: np.float32) -> None:
    """Add one octave of gradient noise of unit wavelength at the lattice coordinates x (columns) and y (rows)."""
    rows, columns = out.shape
    first_column = np.int64(np.floor(min(x[0], x[-1])))
    first_row = np.int64(np.floor(min(y[0], y[-1])))
    across = np.int64(np.floor(max(x[0], x[-1]))) - first_column + 2
    down = np.int64(np.floor(max(y[0], y[-1]))) - first_row + 2
    ramps = np.empty((down, across, 2), np.float32)
    for j in range(down):
        for i in range(across):
            angle = 2.0 * np.pi * uniform(cell_hash(first_column + i, first_row + j, seed), 0)
            ramps[j, i, 0] = np.cos(angle)
            ramps[j, i, 1] = np.sin(angle)
    cell = np.empty(columns, np.int32)
    u = np.empty(columns, np.float32)
    weight_u = np.empty(columns, np.float32)
    one = np.float32(1.0)
    for c in range(columns):
        floor = np.floor(x[c])
        cell[c] = np.int64(floor) - first_column
        f = np.float32(x[c] - floor)
        u[c] = f
        weight_u[c] = f * f * f * (f * (f * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
    scale = np.float32(1.41421356) * np.float32(amplitude)
    for r in range(rows):
        below = np.floor(y[r])
        lower = int(below) - first_row
        v = np.float32(y[r] - below)
        weight_v = v * v * v * (v * (v * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
        for c in range(columns):
            i = int(cell[c])
            f = u[c]
            g = f - one
            low = ramps[lower, i, 0] * f + ramps[lower, i, 1] * v
            low += weight_u[c] * (ramps[lower, i + 1, 0] * g + ramps[lower, i + 1, 1] * v - low)
            high = ramps[lower + 1, i, 0] * f + ramps[lower + 1, i, 1] * (v - one)
            high += weight_u[c] * (ramps[lower + 1, i + 1, 0] * g + ramps[lower + 1, i + 1, 1] * (v - one) - high)
            out[r, c] += scale * (low + weight_v * (high - low))


@njit(cache=True, nogil=True)
def interpolate(coarse: np.ndarray, x: np.ndarray, y: np.ndarray, out: np.ndarray) -> None:
    """Write the Catmull-Rom interpolation of `coarse` at node coordinates x (columns) and y (rows), each at least 1 node inside."""
    rows, columns = out.shape
    across = np.empty((coarse.shape[0], columns), np.float32)
    weights = np.empty((columns, 4), np.float32)
    node = np.empty(columns, np.int64)
    for c in range(columns):
        node[c] = np.int64(np.floor(x[c]))
        t = np.float32(x[c] - node[c])
        weights[c, 0] = np.float32(0.5) * t * (t * (np.float32(2.0) - t) - np.float32(1.0))
        weights[c, 1] = np.float32(0.5) * (t * t * (np.float32(3.0) * t - np.float32(5.0)) + np.float32(2.0))
        weights[c, 2] = np.float32(0.5) * t * (t * (np.float32(4.0) - np.float32(3.0) * t) + np.float32(1.0))
        weights[c, 3] = np.float32(0.5) * t * t * (t - np.float32(1.0))
    for r in range(coarse.shape[0]):
        for c in range(columns):
            n = node[c]
            across[r, c] = (
                weights[c, 0] * coarse[r, n - 1]
                + weights[c, 1] * coarse[r, n]
                + weights[c, 2] * coarse[r, n + 1]
                + weights[c, 3] * coarse[r, n + 2]
            )
    for r in range(rows):
        n = int(np.floor(y[r]))
        t = np.float32(y[r] - n)
        w0 = np.float32(0.5) * t * (t * (np.float32(2.0) - t) - np.float32(1.0))
        w1 = np.float32(0.5) * (t * t * (np.float32(3.0) * t - np.float32(5.0)) + np.float32(2.0))
        w2 = np.float32(0.5) * t * (t * (np.float32(4.0) - np.float32(3.0) * t) + np.float32(1.0))
        w3 = np.float32(0.5) * t * t * (t - np.float32(1.0))
        for c in range(columns):
            out[r, c] = w0 * across[n - 1, c] + w1 * across[n, c] + w2 * across[n + 1, c] + w3 * across[n + 2, c]
