"""Compiled loops of Wallner lines on the pieces of a brittle phase; lengths in units of the piece size."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.cell_search import share_out
from fractoscope.simulators.specimen.morphologies.wallner import ripple, wallner_phase
from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

_COLUMNS = 11  # of the piece table: height, slope u, v, source u, v, edge u, v, strength of either family, spacing, bits


@njit(cache=True, nogil=True)
def piece_table(
    first_column: int,
    first_row: int,
    across: int,
    down: int,
    seed: np.uint32,
    spacing: float,
    origin_u: float,
    origin_v: float,
    guided: bool,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return uniform numbers for the centres, shape (down, across, 3), and what belongs to each piece, (down, across, 11)."""
    numbers = np.empty((down, across, 3))
    table = np.empty((down, across, _COLUMNS))
    for j in range(down):
        for i in range(across):
            bits = cell_hash(np.int64(first_column + i), np.int64(first_row + j), seed)
            for k in range(3):
                numbers[j, i, k] = uniform(bits, k)
            table[j, i, 0] = 0.08 * (uniform(bits, 3) - 0.5)
            table[j, i, 1] = 0.28 * (uniform(bits, 4) - 0.5)
            table[j, i, 2] = 0.28 * (uniform(bits, 5) - 0.5)
            flow = 2.0 * np.pi * uniform(bits, 6)
            if guided:
                flow = np.arctan2(j + 0.5 - origin_v, i + 0.5 - origin_u) + 1.2 * (uniform(bits, 6) - 0.5)
            # The crack entered a piece on its upstream side.
            reach = 0.8 + 1.2 * uniform(bits, 7)
            table[j, i, 3] = i + 0.5 - reach * np.cos(flow)
            table[j, i, 4] = j + 0.5 - reach * np.sin(flow)
            edge = flow + 0.5 * np.pi * (1.0 + 0.3 * (uniform(bits, 8) - 0.5))
            side = 1.0 if uniform(bits, 9) < 0.5 else -1.0
            table[j, i, 5] = side * np.cos(edge)
            table[j, i, 6] = side * np.sin(edge)
            table[j, i, 7] = 0.7 + 0.3 * uniform(bits, 10)
            table[j, i, 8] = 0.65 * uniform(bits, 11)
            table[j, i, 9] = spacing * (0.75 + 0.5 * uniform(bits, 12))
            table[j, i, 10] = bits
    return numbers, table


@njit(cache=True, nogil=True, fastmath=True)
def draw_wallner_pieces(
    height: NDArray[np.float32],
    unresolved: NDArray[np.float32],
    direction: NDArray[np.float32],
    spacing: NDArray[np.float32],
    mask: NDArray[np.bool_],
    u_of_column: NDArray[np.float64],
    u_of_row: NDArray[np.float64],
    v_of_column: NDArray[np.float64],
    v_of_row: NDArray[np.float64],
    warp_u: NDArray[np.float32],
    warp_v: NDArray[np.float32],
    turn: float,
    pixel: float,
    centres: NDArray[np.float64],
    table: NDArray[np.float64],
    border: float,
    relief: float,
) -> None:
    """Fill height, the share of the lines that is too fine to draw, direction of growth (rad, stage axes) and period of the lines."""
    shares = np.empty(9)
    for r in range(height.shape[0]):
        for c in range(height.shape[1]):
            if not mask[r, c]:
                continue
            plain_u = u_of_column[c] + u_of_row[r]
            plain_v = v_of_column[c] + v_of_row[r]
            u = plain_u + warp_u[r, c]
            v = plain_v + warp_v[r, c]
            _edge, own, low, high = share_out(centres, u, v, border, shares)
            total = 0.0
            for k in range(low, high):
                if shares[k] == 0.0:
                    continue
                j, i = int(v) - 1 + k // 3, int(u) - 1 + k % 3
                h = table[j, i, 0] + table[j, i, 1] * (plain_u - centres[j, i, 0]) + table[j, i, 2] * (plain_v - centres[j, i, 1])
                du = plain_u - table[j, i, 3]
                dv = plain_v - table[j, i, 4]
                radius = np.sqrt(du * du + dv * dv) + 1e-6
                bits = np.uint32(table[j, i, 10])
                for family in range(2):
                    sign = 1.0 - 2.0 * family
                    phase, gradient = wallner_phase(du, dv, radius, sign * table[j, i, 5], sign * table[j, i, 6])
                    period = table[j, i, 9] / gradient
                    t = min(max(0.5 * (period / pixel - 2.0), 0.0), 1.0)
                    drawn = t * t * (3.0 - 2.0 * t)
                    if drawn > 0.0:
                        phase /= table[j, i, 9]
                        line = np.int64(np.floor(phase))
                        chance = np.float64(cell_hash(line, np.int64(family), bits)) / 4294967296.0
                        h += relief * period * drawn * table[j, i, 7 + family] * ripple(phase - line, chance)
                    if family == 0 and k == own:
                        spacing[r, c] = period
                        unresolved[r, c] = 1.0 - drawn * drawn
                        # Lines lean away from the front they were made by; growth is straight away from the source.
                        angle = np.arctan2(dv, du) + turn
                        direction[r, c] = angle - 2.0 * np.pi * np.floor(angle / (2.0 * np.pi) + 0.5)
                total += shares[k] * h
            height[r, c] = total
