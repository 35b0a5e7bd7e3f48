"""Compiled walk of a crack along grain boundaries."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import cell_bits, chance

_MOST = 400
"""Pieces of one crack with its branches; more would be a network, not a crack."""
_WAITING = 16


@njit(cache=True, nogil=True)
def _junction(i: int, j: int, edge: float, seed: np.uint32) -> tuple[float, float]:
    """Return the place (m) of a triple point: a honeycomb's, moved at random so that grains differ in size and shape."""
    bits = cell_bits(i, j, seed)
    rise = 0.25 if (i + j) % 2 == 0 else -0.25
    x = (i * 0.8660254 + 0.75 * (chance(bits, 0) - 0.5)) * edge
    return x, (1.5 * j + rise + 0.75 * (chance(bits, 1) - 0.5)) * edge


@njit(cache=True, nogil=True)
def _put(table: np.ndarray, row: int, a: float, b: float, c: float, d: float, e: float, f: float, g: float) -> None:
    table[row, 0], table[row, 1], table[row, 2], table[row, 3] = a, b, c, d
    table[row, 4], table[row, 5], table[row, 6] = e, f, g


@njit(cache=True, nogil=True)
def _onward(
    i: int, j: int, before_i: int, before_j: int, heading: float, edge: float, bits: np.uint32, seed: np.uint32
) -> tuple[int, int, int, int, float]:
    """Return the two triple points ahead, the better one first, and how nearly the other lies towards the heading, -1 to 1."""
    x0, y0 = _junction(i, j, edge, seed)
    up = 1 if (i + j) % 2 == 0 else -1
    best, second = -9.0, -9.0
    best_i, best_j, second_i, second_j = i, j, i, j
    for k in range(3):
        next_i = i + (1 if k == 0 else (-1 if k == 1 else 0))
        next_j = j + (up if k == 2 else 0)
        if next_i == before_i and next_j == before_j:
            continue
        x1, y1 = _junction(next_i, next_j, edge, seed)
        far = np.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2) + 1e-12
        choice = cell_bits(next_i, next_j, bits)
        score = ((x1 - x0) * np.cos(heading) + (y1 - y0) * np.sin(heading)) / far + 0.7 * (chance(choice, 0) - 0.5)
        if score > best:
            second, second_i, second_j = best, best_i, best_j
            best, best_i, best_j = score, next_i, next_j
        elif score > second:
            second, second_i, second_j = score, next_i, next_j
    return best_i, best_j, second_i, second_j, second


@njit(cache=True, nogil=True)
def crack_path(
    x: float, y: float, heading: float, length: float, edge: float, branching: float, bits: np.uint32, seed: np.uint32
) -> np.ndarray:
    """Return the pieces of a crack: x and y of both ends (m), share of the length behind each end, branch depth; shape (n, 7).

    From the triple point nearest to (x, y) the crack follows that boundary which leads more nearly towards `heading` (rad), with some
    chance; where it takes both it forks, and as neither turns back the fork opens downstream. All cracks of a seed run on the same
    boundaries.
    """
    pieces = np.empty((_MOST, 7))
    count = 0
    waiting = np.empty((_WAITING, 7))
    j = np.int64(np.round(y / (1.5 * edge)))
    i = np.int64(np.round(x / (0.8660254 * edge)))
    _put(waiting, 0, i, j, i - 1 if np.cos(heading) > 0 else i + 1, j, heading, 0.0, 0.0)
    left = 1
    while left > 0 and count < _MOST:
        left -= 1
        i, j = np.int64(waiting[left, 0]), np.int64(waiting[left, 1])
        before_i, before_j = np.int64(waiting[left, 2]), np.int64(waiting[left, 3])
        heading, run, depth = waiting[left, 4], waiting[left, 5], waiting[left, 6]
        while run < length and count < _MOST:
            x0, y0 = _junction(i, j, edge, seed)
            best_i, best_j, second_i, second_j, second = _onward(i, j, before_i, before_j, heading, edge, bits, seed)
            x1, y1 = _junction(best_i, best_j, edge, seed)
            step = np.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
            fork = chance(cell_bits(i, j, bits), 1) < branching
            if fork and second > 0.1 and depth < 3 and left < _WAITING and run > 0.1 * length:
                x2, y2 = _junction(second_i, second_j, edge, seed)
                # The arms part: each keeps to its own side from here on, and the side arm stops earlier.
                turn = np.arctan2(y2 - y0, x2 - x0) - heading
                turn = np.arctan2(np.sin(turn), np.cos(turn))
                side = 0.45 if turn > 0 else -0.45
                far = np.sqrt((x2 - x0) ** 2 + (y2 - y0) ** 2)
                _put(pieces, count, x0, y0, x2, y2, run / length, min(run + far, length) / length, depth + 1)
                count += 1
                _put(waiting, left, second_i, second_j, i, j, heading + side, run + far + 0.25 * (length - run), depth + 1)
                left += 1
                heading -= 0.3 * side
                if count == _MOST:
                    break
            _put(pieces, count, x0, y0, x1, y1, run / length, min(run + step, length) / length, depth)
            count += 1
            run += step
            before_i, before_j, i, j = i, j, best_i, best_j
    return pieces[:count].copy()
