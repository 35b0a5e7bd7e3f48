"""Compiled loops of the torn patches: curved facets that end in raised ridges; lengths in units of the patch size."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.cell_search import share_out
from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

_COLUMNS = 10  # of the patch table: height, slope u, slope v, curvature, nucleus u, v from the centre, lines, bend, fan, bits


@njit(cache=True, nogil=True)
def torn_patch_table(
    first_column: int, first_row: int, across: int, down: int, seed: np.uint32, tilt: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return uniform numbers for the centres, shape (down, across, 3), and what belongs to each patch, (down, across, 10)."""
    numbers = np.empty((down, across, 3))
    table = np.empty((down, across, _COLUMNS))
    for j in range(down):
        for i in range(across):
            bits = cell_hash(np.int64(first_column + i), np.int64(first_row + j), seed)
            for k in range(3):
                numbers[j, i, k] = uniform(bits, k)
            table[j, i, 0] = 0.2 * (uniform(bits, 3) - 0.5)
            table[j, i, 1] = tilt * (2.0 * uniform(bits, 4) - 1.0)
            table[j, i, 2] = tilt * (2.0 * uniform(bits, 5) - 1.0)
            # Most patches are dished: the metal at their rim was drawn up before it tore.
            table[j, i, 3] = tilt * (1.2 * uniform(bits, 6) - 0.3)
            table[j, i, 4] = 1.1 * (uniform(bits, 7) - 0.5)
            table[j, i, 5] = 1.1 * (uniform(bits, 8) - 0.5)
            table[j, i, 6] = np.floor(7.0 + 9.0 * uniform(bits, 9))
            table[j, i, 7] = 0.3 * (uniform(bits, 10) - 0.5)
            strength = uniform(bits, 11)
            table[j, i, 8] = max(0.0, 1.5 * strength - 0.4)
            table[j, i, 9] = bits
    return numbers, table


@njit(cache=True, nogil=True, inline="always")
def _resolved(pixels: float) -> float:
    """Return the drawn share of a line of so many pixels."""
    t = min(max(0.5 * (pixels - 2.0), 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@njit(cache=True, nogil=True, inline="always")
def _fan(turns: float, radius: float, lines: float, start: float, drawn: float, bits: np.uint32, shift: np.int64) -> float:
    """Return the height of `lines` ridges that start at a radius and spread from the nucleus; `turns` is the angle over a full turn."""
    rise = min(max((radius - start) * 5.0, 0.0), 1.0)
    if rise * drawn == 0.0:
        return 0.0
    phase = turns * lines
    line = np.int64(np.floor(phase))
    t = phase - line
    chance = cell_hash(line % np.int64(lines), shift, bits)
    tall = np.float64(chance & np.uint32(0xFFFF)) / 65536.0
    lean = 0.15 + 0.7 * np.float64(chance >> np.uint32(16)) / 65536.0
    s = t / lean if t < lean else (1.0 - t) / (1.0 - lean)
    # Zero at both ends, so that ridges of different height join without a step.
    return rise * drawn * min(6.283 * radius / lines, 0.25) * tall * tall * s * s * (3.0 - 2.0 * s)


@njit(cache=True, nogil=True, fastmath=True)
def draw_torn_patches(
    height: NDArray[np.float32],
    unresolved: NDArray[np.float32],
    mask: NDArray[np.bool_],
    u_of_column: NDArray[np.float64],
    u_of_row: NDArray[np.float64],
    v_of_column: NDArray[np.float64],
    v_of_row: NDArray[np.float64],
    warp_u: NDArray[np.float32],
    warp_v: NDArray[np.float32],
    vigour: NDArray[np.float32],
    pixel: float,
    centres: NDArray[np.float64],
    table: NDArray[np.float64],
    border: float,
    ridge_height: float,
    ridge_width: float,
    fan_height: float,
) -> None:
    """Fill height and the share of ridges and lines (0 to 1) that is too fine for the pixels; `vigour` is how much of a ridge stands."""
    shares = np.empty(9)
    ridge_drawn = _resolved(2.0 * ridge_width / pixel)
    ridges_left = 1.0 - ridge_drawn * ridge_drawn
    for r in range(height.shape[0]):
        for c in range(height.shape[1]):
            if not mask[r, c]:
                continue
            plain_u = u_of_column[c] + u_of_row[r]
            plain_v = v_of_column[c] + v_of_row[r]
            u = plain_u + warp_u[r, c]
            v = plain_v + warp_v[r, c]
            edge, own, low, high = share_out(centres, u, v, border, shares)
            total = 0.0
            lines_drawn = 1.0
            for k in range(low, high):
                if shares[k] == 0.0:
                    continue
                j, i = int(v) - 1 + k // 3, int(u) - 1 + k % 3
                # The plane keeps its own coordinates: warped ones would crumple it.
                du = plain_u - centres[j, i, 0]
                dv = plain_v - centres[j, i, 1]
                h = table[j, i, 0] + table[j, i, 1] * du + table[j, i, 2] * dv + table[j, i, 3] * (du * du + dv * dv)
                fan = fan_height * table[j, i, 8]
                if fan > 0.0:
                    du -= table[j, i, 4] - 0.4 * warp_u[r, c]
                    dv -= table[j, i, 5] - 0.4 * warp_v[r, c]
                    radius = np.sqrt(du * du + dv * dv)
                    lines = table[j, i, 6]
                    few_drawn = _resolved(6.283 * radius / (lines * pixel))
                    many_drawn = _resolved(2.094 * radius / (lines * pixel))
                    if few_drawn > 0.0:
                        # Along the sides of a square instead of a circle: no line needs its true angle.
                        side = dv / (abs(du) + abs(dv) + 1e-12)
                        turns = 0.25 * side if du >= 0.0 else 0.5 - 0.25 * side
                        turns += table[j, i, 7] * radius
                        turns -= np.floor(turns)
                        bits = np.uint32(table[j, i, 9])
                        few = _fan(turns, radius, lines, 0.04, few_drawn, bits, np.int64(1))
                        h += fan * (few + _fan(turns, radius, 3.0 * lines, 0.2, many_drawn, bits, np.int64(2)))
                    if k == own:
                        lines_drawn = 0.7 * few_drawn + 0.3 * many_drawn
                total += shares[k] * h
            if edge < ridge_width:
                near = 1.0 - edge / ridge_width
                total += ridge_height * ridge_drawn * min(max(vigour[r, c], 0.0), 1.3) * near * near
            height[r, c] = total
            unresolved[r, c] = 0.5 * ridges_left + 0.5 * (1.0 - lines_drawn * lines_drawn) if fan_height > 0.0 else ridges_left
