"""Compiled loop of the fracture mirror: Wallner lines near the origin, hackle beyond; lengths in units of the mirror radius."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.wallner import ripple, wallner_phase
from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

COARSEST_LINES = 40
"""Hackle lines of the coarsest set about a full turn."""
HACKLE_SLOPE = 0.16
_SETS = 16
_LENGTH = 9.0  # of a hackle ridge, over its width


@njit(cache=True, nogil=True, inline="always")
def _rise(t: float) -> float:
    """Return the smooth step from 0 at t = 0 to 1 at t = 1."""
    t = min(max(t, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@njit(cache=True, nogil=True, fastmath=True)
def _ripples(
    dx: float, dy: float, radius: float, edge_x: float, edge_y: float, flaws: float, pixel: float, seed: np.uint32
) -> tuple[float, float, float]:
    """Return the height of both families of Wallner lines over their relief, and period and drawn share of the stronger one."""
    total, first_period, first_drawn = 0.0, 0.0, 0.0
    for family in range(2):
        sign = 1.0 - 2.0 * family
        phase, gradient = wallner_phase(dx, dy, radius, sign * edge_x, sign * edge_y)
        period = flaws / gradient
        drawn = _rise(0.5 * (period / pixel - 2.0))
        if drawn > 0.0:
            phase /= flaws
            line = np.int64(np.floor(phase))
            chance = np.float64(cell_hash(line, np.int64(family), seed)) / 4294967296.0
            total += period * drawn * (1.0 - 0.45 * family) * ripple(phase - line, chance)
        if family == 0:
            first_period, first_drawn = period, drawn
    return total, first_period, first_drawn


@njit(cache=True, nogil=True, fastmath=True)
def _ridges(
    radius: float,
    turns: float,
    growth: float,
    pixel: float,
    finest: float,
    seed: np.uint32,
    last_i: NDArray[np.int64],
    last_j: NDArray[np.int64],
    corners: NDArray[np.float64],
) -> tuple[float, float]:
    """Return the height of the hackle at `turns` full turns about the origin, and the slope variance that is left out.

    Each set has twice as many ridges about the turn as the one before. `last_i`, `last_j` and `corners` keep the cell of the last pixel.
    """
    total, variance = 0.0, 0.0
    far = np.log(radius)
    lines = COARSEST_LINES
    for k in range(_SETS):
        period = 2.0 * np.pi * radius / lines
        stands = growth * _rise(period / finest - 1.0)
        if stands == 0.0:
            break
        drawn = _rise(0.5 * (period / pixel - 2.0))
        variance += (1.0 - drawn * drawn) * stands * stands * HACKLE_SLOPE * HACKLE_SLOPE
        if drawn > 0.0:
            u = turns * lines
            v = far * lines / (2.0 * np.pi * _LENGTH) + 7.3 * k
            i, j = np.int64(np.floor(u)), np.int64(np.floor(v))
            if i != last_i[k] or j != last_j[k]:
                # Consecutive pixels mostly share a cell: hash only on leaving it.
                last_i[k], last_j[k] = i, j
                for n in range(4):
                    bits = cell_hash((i + (n & 1)) % lines, 64 * (j + (n >> 1)) + k, seed)
                    corners[k, n] = uniform(bits, 0)
            s, t = u - i, _rise(v - j)
            left = corners[k, 0] + t * (corners[k, 2] - corners[k, 0])
            right = corners[k, 1] + t * (corners[k, 3] - corners[k, 1])
            total += 2.2 * HACKLE_SLOPE * stands * drawn * period * (left + s * (right - left) - 0.5)
        lines *= 2
    return total, variance


@njit(cache=True, nogil=True, fastmath=True)
def draw_mirror(
    height: NDArray[np.float32],
    roughened: NDArray[np.float32],
    unresolved: NDArray[np.float32],
    direction: NDArray[np.float32],
    spacing: NDArray[np.float32],
    hackle: NDArray[np.float32],
    mask: NDArray[np.bool_],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    ragged: NDArray[np.float32],
    pixel: float,
    edge_x: float,
    edge_y: float,
    wallner_spacing: float,
    wallner_relief: float,
    mist_end: float,
    finest: float,
    seed: np.uint32,
) -> None:
    """Fill the arrays at columns x and rows y, counted from the origin.

    `roughened` becomes how far the mist has risen (0 to 1), `unresolved` the slope variance of hackle and Wallner lines too fine to
    draw, `direction` that of growth (rad), `spacing` the period of the stronger family of Wallner lines where it is drawn (else NaN),
    `hackle` the coarsest hackle's period where hackle stands (else 0). `ragged` is added to the distance from the origin.
    """
    last_i = np.empty(_SETS, np.int64)
    last_j = np.empty(_SETS, np.int64)
    corners = np.empty((_SETS, 4))
    for r in range(y.size):
        last_i[:] = -(2**62)
        for c in range(x.size):
            if not mask[r, c]:
                continue
            dx, dy = x[c], y[r]
            radius = np.sqrt(dx * dx + dy * dy) + 1e-9
            way = np.arctan2(dy, dx)
            direction[r, c] = way
            grown = radius + ragged[r, c]
            roughened[r, c] = _rise((grown - 0.8) / (mist_end - 0.8))
            total, variance = 0.0, 0.0
            smooth = wallner_relief * _rise((radius - 0.06) * 10.0) * (1.0 - _rise((grown - 0.75) / 0.35))
            if smooth > 0.0:
                risen, period, drawn = _ripples(dx, dy, radius, edge_x, edge_y, wallner_spacing, pixel, seed)
                total += smooth * risen
                variance += 0.8 * smooth * smooth * (1.0 - drawn * drawn)
                if drawn > 0.0 and smooth > 0.3 * wallner_relief:
                    spacing[r, c] = period
            growth = _rise((grown - 0.95 * mist_end) / (0.9 * mist_end))
            if growth > 0.0:
                hackle[r, c] = 2.0 * np.pi * radius / COARSEST_LINES
                # A ridge leans a little with the raggedness of the front, or it would be a ruler's line.
                turns = way / (2.0 * np.pi) + 0.5 + 0.01 * ragged[r, c]
                risen, left_out = _ridges(radius, turns, growth, pixel, finest, seed, last_i, last_j, corners)
                total += risen
                variance += left_out
            height[r, c] = total
            unresolved[r, c] = variance
