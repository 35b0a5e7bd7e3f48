"""Compiled loops of the gradient noise: lattice octaves and the interpolation between their grids."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

FEWEST_IN_A_RUN = 6
"""Mean number of columns a lattice cell from which running through the cells is faster than looking up each column's."""


@njit(cache=True, nogil=True, inline="always")
def sine_of_turn(turn: np.float32) -> np.float32:
    """Return the sine of a share (0 to 1) of a full turn, within 4e-6: Taylor's series over a quarter turn either way."""
    t = turn - np.float32(0.5)
    t = np.float32(0.5) - t if t > np.float32(0.25) else t
    t = np.float32(-0.5) - t if t < np.float32(-0.25) else t
    a = np.float32(6.2831853) * t
    s = a * a
    series = np.float32(1.0) + s * (
        np.float32(-1.0 / 6.0) + s * (np.float32(1.0 / 120.0) + s * (np.float32(-1.0 / 5040.0) + s * np.float32(1.0 / 362880.0)))
    )
    return -a * series


@njit(cache=True, nogil=True, inline="always")
def unit_vector(turn: np.float32) -> tuple[np.float32, np.float32]:
    """Return the cosine and the sine of a share (0 to 1) of a full turn, within 4e-6."""
    return sine_of_turn(turn + np.float32(0.25) if turn < np.float32(0.75) else turn - np.float32(0.75)), sine_of_turn(turn)


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def lattice_ramps(first_column: int, first_row: int, across: int, down: int, seed: np.uint32) -> np.ndarray:
    """Return the gradients at the nodes of a lattice, unit vectors, float32, shape (down, across, 2)."""
    ramps = np.empty((down, across, 2), np.float32)
    for j in range(down):
        for i in range(across):
            turn = np.float32(uniform(cell_hash(first_column + i, first_row + j, seed), 0))
            ramps[j, i, 0], ramps[j, i, 1] = unit_vector(turn)
    return ramps


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def add_octave(out: np.ndarray, x: np.ndarray, y: np.ndarray, seed: np.uint32, amplitude: np.float32) -> None:
    """Add one octave of gradient noise of unit wavelength at the lattice coordinates x (columns) and y (rows), x rising.

    Along a row the noise is, within a lattice cell, a + b f + w(f) (c + d f) of the place f in the cell and its smooth step w: four
    numbers a cell and row, so that a pixel costs three multiplications.
    """
    rows, columns = out.shape
    first_column = np.int64(np.floor(min(x[0], x[-1])))
    first_row = np.int64(np.floor(min(y[0], y[-1])))
    across = np.int64(np.floor(max(x[0], x[-1]))) - first_column + 2
    down = np.int64(np.floor(max(y[0], y[-1]))) - first_row + 2
    ramps = lattice_ramps(first_column, first_row, across, down, seed)
    cell = np.empty(columns, np.uint32)
    f = np.empty(columns, np.float32)
    w = np.empty(columns, np.float32)
    ends = np.zeros(across, np.int64)
    for c in range(columns):
        floor = np.floor(x[c])
        own = np.int64(floor) - first_column
        cell[c] = own
        t = np.float32(x[c] - floor)
        f[c] = t
        w[c] = t * t * t * (t * (t * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
        ends[own] = c + 1
    one = np.float32(1.0)
    scale = np.float32(1.41421356) * np.float32(amplitude)
    parts = np.empty((4, across), np.float32)
    in_runs = columns >= FEWEST_IN_A_RUN * (across - 1)
    for r in range(rows):
        below = np.floor(y[r])
        lower = int(below) - first_row
        v = np.float32(y[r] - below)
        weight = v * v * v * (v * (v * np.float32(6.0) - np.float32(15.0)) + np.float32(10.0))
        slope = scale * (ramps[lower, 0, 0] + weight * (ramps[lower + 1, 0, 0] - ramps[lower, 0, 0]))
        low, high = ramps[lower, 0, 1] * v, ramps[lower + 1, 0, 1] * (v - one)
        level = scale * (low + weight * (high - low))
        for i in range(across - 1):
            next_slope = scale * (ramps[lower, i + 1, 0] + weight * (ramps[lower + 1, i + 1, 0] - ramps[lower, i + 1, 0]))
            low, high = ramps[lower, i + 1, 1] * v, ramps[lower + 1, i + 1, 1] * (v - one)
            next_level = scale * (low + weight * (high - low))
            parts[0, i], parts[1, i] = level, slope
            parts[2, i], parts[3, i] = next_level - next_slope - level, next_slope - slope
            slope, level = next_slope, next_level
        if in_runs:
            start = 0
            for i in range(across - 1):
                a, b, base, gain = parts[0, i], parts[1, i], parts[2, i], parts[3, i]
                end = max(ends[i], start)
                # Slices start at 0: only then does the compiler take many pixels at a time.
                target, place, step = out[r, start:end], f[start:end], w[start:end]
                for k in range(target.size):
                    target[k] += a + b * place[k] + step[k] * (base + gain * place[k])
                start = end
        else:
            target = out[r]
            for k in range(columns):
                j = cell[k]
                target[k] += parts[0, j] + parts[1, j] * f[k] + w[k] * (parts[2, j] + parts[3, j] * f[k])


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
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
