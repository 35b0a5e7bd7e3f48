"""Compiled loop of the elongated dimples: the lower envelope of voids that are closed at one end and open at the other."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.morphologies.dimple_kernel import ABSENT
from fractoscope.simulators.specimen.texture.cell_table import cell_table

CLOSED = 2.2
"""How much steeper a void rises at its closed end."""
OPENING = 0.8
"""How fast a void widens towards its open end."""


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def add_shear_voids(
    envelope: np.ndarray,
    mask: np.ndarray,
    u_of_column: np.ndarray,
    u_of_row: np.ndarray,
    v_of_column: np.ndarray,
    v_of_row: np.ndarray,
    warp_u: np.ndarray,
    warp_v: np.ndarray,
    warp_scale: float,
    first_column: int,
    first_row: int,
    across: int,
    down: int,
    seed: np.uint32,
    occupation: float,
    stretch: float,
    scatter: float,
    depth: float,
    weight: float,
) -> None:
    """Lower `envelope` (m) where a void of one scale reaches below it; u runs along the voids, towards their open ends.

    u and v are counted in cells, `stretch` times longer than wide; `scatter` (rad) is how far single voids turn aside, `depth` (m) the
    height of one unit of the void's profile q(1 + 0.6q) - r/2, and `weight` fades the whole scale.
    """
    table = cell_table(first_column, first_row, across, down, 5, seed)
    voids = np.empty((down, across, 6), np.float32)
    for j in range(down):
        for i in range(across):
            size = np.float32(0.5) + np.float32(0.6) * table[j, i, 2] * table[j, i, 2]
            turn = scatter * (2.0 * table[j, i, 4] - 1.0)
            voids[j, i, 0] = np.float32(i) + np.float32(0.1) + np.float32(0.8) * table[j, i, 0]
            voids[j, i, 1] = np.float32(j) + np.float32(0.1) + np.float32(0.8) * table[j, i, 1]
            voids[j, i, 2] = np.float32(0.5) * size
            voids[j, i, 3] = np.float32(1.0) / size if table[j, i, 3] < occupation else np.float32(ABSENT)
            voids[j, i, 4] = np.sin(turn) / stretch
            voids[j, i, 5] = np.sin(turn) * stretch
    zero, one = np.float32(0.0), np.float32(1.0)
    bend, closed, opening = np.float32(0.6), np.float32(CLOSED), np.float32(OPENING)
    cap, share, lift, scale = np.float32(2.0), np.float32(weight), np.float32(depth), np.float32(warp_scale)
    for r in range(envelope.shape[0]):
        for c in range(envelope.shape[1]):
            if not mask[r, c]:
                continue
            u = np.float32(u_of_column[c] + u_of_row[r]) + scale * warp_u[r, c]
            v = np.float32(v_of_column[c] + v_of_row[r]) + scale * warp_v[r, c]
            column, row = int(u), int(v)
            lowest = cap
            for j in range(row - 1, row + 2):
                for i in range(column - 1, column + 2):
                    along = u - voids[j, i, 0]
                    beside = v - voids[j, i, 1]
                    du = along + beside * voids[j, i, 4]
                    dv = beside - along * voids[j, i, 5]
                    # Steeper behind the closed end, wider before it, without a branch to mispredict.
                    dv /= one + opening * max(du, zero)
                    du = min(du, du * closed)
                    q = (du * du + dv * dv) * voids[j, i, 3]
                    lowest = min(lowest, q * (one + bend * q) - voids[j, i, 2])
            height = lowest * lift
            if lowest < cap and height < envelope[r, c]:
                envelope[r, c] += share * (height - envelope[r, c])
