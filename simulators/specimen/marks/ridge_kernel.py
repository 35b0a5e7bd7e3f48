"""Compiled loop of the radial ridges."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform


@njit(cache=True, nogil=True)
def _ramps(first_column: int, last_column: int, first_row: int, last_row: int, seed: np.uint32) -> np.ndarray:
    """Return the gradients of all lattice cells in a range, drawn once instead of once a pixel, shape (rows, columns, 2)."""
    table = np.empty((last_row - first_row + 2, last_column - first_column + 2, 2))
    for j in range(table.shape[0]):
        for i in range(table.shape[1]):
            angle = 2.0 * np.pi * uniform(cell_hash(np.int64(first_column + i), np.int64(first_row + j), seed), 0)
            table[j, i, 0] = np.cos(angle)
            table[j, i, 1] = np.sin(angle)
    return table


@njit(cache=True, nogil=True)
def _noise(x: float, y: float, table: np.ndarray, first_column: int, first_row: int) -> float:
    """Return smooth noise of unit wavelength at a point in lattice units, about -1 to 1, mean 0; in double precision."""
    column = np.int64(np.floor(x))
    row = np.int64(np.floor(y))
    u = x - column
    v = y - row
    total = 0.0
    weight_u = u * u * u * (u * (u * 6.0 - 15.0) + 10.0)
    weight_v = v * v * v * (v * (v * 6.0 - 15.0) + 10.0)
    for corner in range(4):
        i = corner & 1
        j = corner >> 1
        cell = table[row - first_row + j, column - first_column + i]
        ramp = cell[0] * (u - i) + cell[1] * (v - j)
        total += ramp * (weight_u if i else 1.0 - weight_u) * (weight_v if j else 1.0 - weight_v)
    return 1.41421356 * total


@njit(cache=True, nogil=True)
def draw_ridges(
    x: np.ndarray, y: np.ndarray, origin_x: float, origin_y: float, start: float, amplitude: float, seed: np.uint32
) -> np.ndarray:
    """Return the height (m), float32, at columns x and rows y (m)."""
    out = np.zeros((y.size, x.size), np.float32)
    far_x = max(abs(x[0] - origin_x), abs(x[-1] - origin_x))
    far_y = max(abs(y[0] - origin_y), abs(y[-1] - origin_y))
    # No ridge stands before the start; angles run once around, and the bend moves them by less than two cells.
    low_ring, high_ring = np.log(max(start, 1e-9) / 1e-3), np.log(np.hypot(far_x, far_y) / 1e-3 + 1e-9)
    if high_ring <= low_ring:
        return out
    left, top = int(np.floor(min(x[0], x[-1]) / 0.9e-3)), int(np.floor(min(y[0], y[-1]) / 0.9e-3))
    right, bottom = int(np.floor(max(x[0], x[-1]) / 0.9e-3)), int(np.floor(max(y[0], y[-1]) / 0.9e-3))
    bends = _ramps(left, right, top, bottom, seed + np.uint32(3))
    inner, outer = int(np.floor(2.2 * low_ring)) - 1, int(np.floor(2.2 * high_ring)) + 1
    coarse_ramps = _ramps(-72, 72, inner, outer, seed)
    fine_inner = int(np.floor(3.5 * low_ring)) - 1
    fine_ramps = _ramps(-196, 196, fine_inner, int(np.floor(3.5 * high_ring)) + 1, seed + np.uint32(1))
    for r in range(y.size):
        for c in range(x.size):
            dx = x[c] - origin_x
            dy = y[r] - origin_y
            distance = np.sqrt(dx * dx + dy * dy)
            rise = min(max((distance - start) / 1.5e-3, 0.0), 1.0)
            if rise == 0.0:
                continue
            angle = np.arctan2(dy, dx)
            ring = np.log(distance / 1e-3)
            bend = 0.35 * _noise(x[c] / 0.9e-3, y[r] / 0.9e-3, bends, left, top)
            coarse = _noise(22.0 * angle + bend, 2.2 * ring, coarse_ramps, -72, inner)
            fine = _noise(61.0 * angle + 2.0 * bend, 3.5 * ring, fine_ramps, -196, fine_inner)
            # Rounded so that the crest is no crease when zoomed in.
            height = 1.6 - 2.0 * np.sqrt(coarse * coarse + 0.02) - 0.8 * np.sqrt(fine * fine + 0.02)
            out[r, c] = amplitude * rise * rise * (3.0 - 2.0 * rise) * height
    return out
