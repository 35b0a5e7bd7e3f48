"""Compiled loop of the creep cavities: hollows in the faces of grains; lengths in units of the grain size."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

CAVITATED, WEDGED = 0.7, 0.45
"""Shares of the faces that carry cavities, and of the triple points that carry a wedge."""
TURN = 0.6
"""Angle (rad) of the lattice of cavities."""
_COS, _SIN, _BEND = np.cos(TURN), np.sin(TURN), 1.7
_FACE_EDGE, _WEDGE_WIDTH, _WEDGE_DEPTH = 0.05, 0.07, 0.35


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _measure(
    grains: NDArray[np.float64], x: float, y: float, z: float, i0: int, j0: int, distances: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Fill the squared distances to the grains of a 3 x 3 block and return the three least, without a branch to mispredict."""
    first, second, third = 1e9, 1e9, 1e9
    for k in range(9):
        grain = grains[j0 - 1 + k // 3, i0 - 1 + k % 3]
        dx, dy, dz = x - grain[0], y - grain[1], z - grain[2]
        d = dx * dx + dy * dy + dz * dz
        distances[k] = d
        third = min(third, max(second, d))
        second = min(second, max(first, d))
        first = min(first, d)
    return first, second, third


@njit(cache=True, nogil=True, inline="always")
def _where(distances: NDArray[np.float64], distance: float) -> int:
    """Return which of the nine distances is the given one."""
    found = 0
    for k in range(9):
        found = k if distances[k] == distance else found
    return found


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def carve_cavities(
    height: NDArray[np.float32],
    cavitated: NDArray[np.bool_],
    mask: NDArray[np.bool_],
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    warp_x: NDArray[np.float32],
    warp_y: NDArray[np.float32],
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    first_column: int,
    first_row: int,
    cavities: NDArray[np.float32],
    cavity_column: int,
    cavity_row: int,
    pitch: float,
    drawn: float,
    wedge_drawn: float,
    seed: np.uint32,
) -> None:
    """Deepen `height` by cavities and wedges, and mark the faces that carry cavities.

    `cavities` holds uniform numbers (x, y, size, occupied) of the cells of `pitch`, one cavity a cell at most; `drawn` and
    `wedge_drawn` are the shares that the pixels allow.
    """
    below, above = np.empty(9), np.empty(9)
    for r in range(ys.size):
        for c in range(xs.size):
            if not mask[r, c]:
                continue
            x = xs[c] + warp_x[r, c]
            y = ys[r] + warp_y[r, c]
            z = np.float64(height[r, c])
            i0 = int(np.floor(x)) - first_column
            j0 = int(np.floor(y)) - first_row
            low, low2, low3 = _measure(lower, x, y, z, i0, j0, below)
            up, up2, _ = _measure(upper, x, y, z, i0, j0, above)
            inner, meeting_edge = 0.5 * min(low2 - low, up2 - up), 0.5 * (low3 - low)
            a, b = _where(below, low), _where(above, up)
            column, row = first_column + i0 - 1, first_row + j0 - 1
            face = cell_hash(np.int64(3 * (column + a % 3) + 7 * (column + b % 3)), np.int64(3 * (row + a // 3) + 7 * (row + b // 3)), seed)
            depth = 0.0
            share = uniform(face, 0)
            if drawn > 0.0 and share < CAVITATED:
                cavitated[r, c] = True
                # Cavities end short of the face's edges, where the neighbour's own take over.
                fade = min(max(inner / _FACE_EDGE - 0.3, 0.0), 1.0)
                # Askew and bent, or the cavities would stand in rows.
                u = (xs[c] * _COS + ys[r] * _SIN + _BEND * warp_x[r, c]) / pitch
                v = (ys[r] * _COS - xs[c] * _SIN + _BEND * warp_y[r, c]) / pitch
                i, j = int(np.floor(u)), int(np.floor(v))
                cavity = cavities[j - cavity_row, i - cavity_column]
                if cavity[3] < 0.3 + 0.6 * uniform(face, 1):
                    radius = 0.12 + 0.26 * cavity[2] * cavity[2]
                    du = u - i - 0.5 - (0.5 - radius) * (2.0 * cavity[0] - 1.0)
                    dv = v - j - 0.5 - (0.5 - radius) * (2.0 * cavity[1] - 1.0)
                    q = (du * du + dv * dv) / (radius * radius)
                    if q < 1.0:
                        depth = drawn * fade * 1.2 * radius * pitch * (1.0 - q) * (1.0 + 0.6 * q)
            if wedge_drawn > 0.0 and meeting_edge < _WEDGE_WIDTH:
                a2, a3 = _where(below, low2), _where(below, low3)
                # The three grains give the same number in any order.
                meeting = cell_hash(np.int64(3 * column + a % 3 + a2 % 3 + a3 % 3), np.int64(3 * row + a // 3 + a2 // 3 + a3 // 3), seed)
                if uniform(meeting, 2) < WEDGED:
                    near = 1.0 - meeting_edge / _WEDGE_WIDTH
                    depth += wedge_drawn * _WEDGE_DEPTH * near * near
            height[r, c] -= depth
