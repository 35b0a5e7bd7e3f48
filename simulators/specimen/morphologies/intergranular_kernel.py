"""Compiled loops of the grain boundary surface; lengths in units of the grain size."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.specimen.texture.lattice import cell_hash, uniform

_CRACKED = 0.25
CRACK_WIDTH = 0.026
_CRACK_DEPTH = 0.3


@njit(cache=True, nogil=True)
def grain_table(first_column: int, first_row: int, columns: int, rows: int, seed: np.uint32, side: float) -> NDArray[np.float64]:
    """Return the seed points (x, y, z) of one layer in grain sizes, shape (rows, columns, 3)."""
    table = np.empty((rows, columns, 3))
    for row in range(rows):
        for column in range(columns):
            bits = cell_hash(np.int64(first_column + column), np.int64(first_row + row), seed)
            table[row, column, 0] = first_column + column + 0.5 + 0.92 * (uniform(bits, 0) - 0.5)
            table[row, column, 1] = first_row + row + 0.5 + 0.92 * (uniform(bits, 1) - 0.5)
            table[row, column, 2] = side * (0.15 + 0.75 * uniform(bits, 2))
    return table


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _crack_depth(
    below: NDArray[np.float64],
    lower: NDArray[np.float64],
    z: float,
    a: int,
    i0: int,
    j0: int,
    opening: float,
    first_column: int,
    first_row: int,
    seed: np.uint32,
) -> float:
    """Return how deep the boundary between lower grain `a` and its nearest neighbour gapes here, 0 where it is closed."""
    own = below[a, 0] - z * below[a, 1]
    second, s = 1e9, a
    for n in range(9):
        distance = below[n, 0] - z * below[n, 1]
        if n != a and distance < second:
            second, s = distance, n
    ai, aj = i0 - 1 + a % 3, j0 - 1 + a // 3
    si, sj = i0 - 1 + s % 3, j0 - 1 + s // 3
    apart = np.sqrt((lower[aj, ai, 0] - lower[sj, si, 0]) ** 2 + (lower[aj, ai, 1] - lower[sj, si, 1]) ** 2)
    edge = (second - own) / (2.0 * apart * opening)
    if edge >= 1.0:
        return 0.0
    # Both grains give the same pair number, so the crack has two equal walls.
    pair = cell_hash(np.int64(ai + si + 2 * first_column), np.int64(aj + sj + 2 * first_row), seed)
    return _CRACK_DEPTH * (1.0 - edge * edge) ** 2 if uniform(pair, 3) < _CRACKED else 0.0


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _meeting(below: NDArray[np.float64], above: NDArray[np.float64], a: int, b: int) -> tuple[float, int, int]:
    """Return the height at which the nearest lower and the nearest upper grain are equally far, and which grains they are.

    The pair of grains a, b that met at the pixel before is most often the one that meets here. Whatever pair it starts from, the
    search ends where no grain is nearer than the pair: the lower grains fall back and the upper ones come nearer as the height grows,
    so there is one such height, and the place alone decides it. Steps from pair to pair may go round in a circle; the bracket ends that.
    """
    low, high = -8.0, 8.0
    z = (above[b, 0] - below[a, 0]) / (above[b, 1] - below[a, 1])
    for _ in range(40):
        nearest_below, nearest_above = 1e9, 1e9
        before_a, before_b = a, b
        for n in range(9):
            distance = below[n, 0] - z * below[n, 1]
            if distance < nearest_below:
                nearest_below, a = distance, n
            distance = above[n, 0] - z * above[n, 1]
            if distance < nearest_above:
                nearest_above, b = distance, n
        if a == before_a and b == before_b:
            break
        if nearest_below > nearest_above:
            high = min(high, z)
        else:
            low = max(low, z)
        z = (above[b, 0] - below[a, 0]) / (above[b, 1] - below[a, 1])
        if z <= low or z >= high:
            z = 0.5 * (low + high)
            # A height between two pairs is no pair's own: look again from there.
            a, b = -1, -1
    return z, a, b


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def draw_grains(
    height: NDArray[np.float32],
    warp_x: NDArray[np.float32],
    warp_y: NDArray[np.float32],
    mask: NDArray[np.bool_],
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    first_column: int,
    first_row: int,
    crack: float,
    seed: np.uint32,
) -> None:
    """Solve for the height at which the nearest lower and the nearest upper grain are equally far."""
    below = np.empty((9, 2))
    above = np.empty((9, 2))
    near_below, near_above = np.empty((9, 3)), np.empty((9, 3))
    last_i, last_j = -1, -1
    a, b = 4, 4
    for row in range(ys.size):
        for column in range(xs.size):
            if not mask[row, column]:
                continue
            x = xs[column] + warp_x[row, column]
            y = ys[row] + warp_y[row, column]
            i0 = int(np.floor(x)) - first_column
            j0 = int(np.floor(y)) - first_row
            if i0 != last_i or j0 != last_j:
                last_i, last_j = i0, j0
                for n in range(9):
                    for k in range(3):
                        near_below[n, k] = lower[j0 - 1 + n // 3, i0 - 1 + n % 3, k]
                        near_above[n, k] = upper[j0 - 1 + n // 3, i0 - 1 + n % 3, k]
            for n in range(9):
                z = near_below[n, 2]
                below[n, 0] = (x - near_below[n, 0]) ** 2 + (y - near_below[n, 1]) ** 2 + z * z
                below[n, 1] = 2.0 * z
                z = near_above[n, 2]
                above[n, 0] = (x - near_above[n, 0]) ** 2 + (y - near_above[n, 1]) ** 2 + z * z
                above[n, 1] = 2.0 * z
            z, a, b = _meeting(below, above, a, b)
            if crack > 0.0:
                # The warp is noise that is at hand: it lets a crack open and close along its way.
                opening = CRACK_WIDTH * (0.45 + 14.0 * abs(warp_x[row, column]))
                z -= crack * _crack_depth(below, lower, z, a, i0, j0, opening, first_column, first_row, seed)
            height[row, column] = z
