"""Compiled parts that the loops over bodies share: the window of pixels that a body touches, and its outline."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

HARMONICS = 14


@njit(cache=True, nogil=True, fastmath=True)
def chance(bits: np.uint32, channel: int) -> float:
    """Return a number in [0, 1); a call and not inlined code, as bodies are few and each inlined copy costs compile time."""
    return float(uniform(bits, channel))


@njit(cache=True, nogil=True, fastmath=True)
def cell_bits(column: int, row: int, seed: np.uint32) -> np.uint32:
    """Return 32 well mixed bits for a lattice cell; a call for the same reason."""
    return np.uint32(cell_hash(np.int64(column), np.int64(row), seed))


@njit(cache=True, nogil=True, fastmath=True)
def body_window(x: float, y: float, reach: float, xs: np.ndarray, ys: np.ndarray, pixel: float) -> tuple[int, int, int, int]:
    """Return first and last column and row (ends excluded) of the pixels within `reach` (m) of a place; ys falls."""
    left = max(int(np.floor((x - reach - xs[0]) / pixel)), 0)
    right = min(int(np.ceil((x + reach - xs[0]) / pixel)) + 1, xs.size)
    top = max(int(np.floor((ys[0] - y - reach) / pixel)), 0)
    bottom = min(int(np.ceil((ys[0] - y + reach) / pixel)) + 1, ys.size)
    return left, right, top, bottom


@njit(cache=True, nogil=True, fastmath=True)
def outline_table(bits: np.uint32, ragged: float, falling: float, pixels: float) -> np.ndarray:
    """Return an outline's radius, about 1, at equal steps of the pseudo-angle, the first entry repeated at the end.

    `ragged` is the amplitude of the second harmonic, `falling` the exponent by which higher ones fall, `pixels` the radius in the
    frame, which decides how many entries are worth their cost.
    """
    entries, waves = (32, 5) if pixels < 8.0 else ((96, HARMONICS) if pixels < 40.0 else (512, HARMONICS))
    amplitude = np.empty(HARMONICS)
    phase = np.empty(HARMONICS)
    for k in range(HARMONICS):
        amplitude[k] = ragged * (2.0 / (k + 2.0)) ** falling * (0.35 + 0.65 * chance(bits, 40 + 2 * k))
        phase[k] = 2.0 * np.pi * chance(bits, 41 + 2 * k)
    table = np.empty(entries + 1, np.float32)
    for n in range(entries + 1):
        # Back from the pseudo-angle to the angle: v / (|u| + |v|) in the half plane of positive u, mirrored in the other.
        a = 4.0 * n / entries - 1.0
        t = a if a <= 1.0 else 2.0 - a
        u = (1.0 - abs(t)) if a <= 1.0 else abs(t) - 1.0
        angle = np.arctan2(t, u)
        radius = 1.0
        for k in range(waves):
            radius += amplitude[k] * np.cos((k + 2.0) * angle + phase[k])
        table[n] = radius
    return table


@njit(cache=True, nogil=True, inline="always")
def outline_at(u: np.float32, v: np.float32, table: np.ndarray) -> np.float32:
    """Return the outline's radius in the direction of (u, v); the pseudo-angle spares an arc tangent a pixel."""
    t = v / (abs(u) + abs(v) + np.float32(1e-12))
    a = t + np.float32(1.0) if u >= 0 else np.float32(3.0) - t
    place = a * np.float32(0.25 * (table.size - 1))
    n = min(int(place), table.size - 2)
    return np.float32(table[n] + (table[n + 1] - table[n]) * (place - np.float32(n)))
