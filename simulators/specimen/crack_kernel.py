"""Compiled loop of several cracks that race for each place."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.arc_tangent import arc_tangent


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def run_crack(
    xs: np.ndarray, ys: np.ndarray, x: float, y: float, delay: float, half: float, cos: float, sin: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return arrival (m) and direction (rad), shape (rows, columns), of the crack from one origin: place, delay, half length and line."""
    rows, columns = ys.size, xs.size
    arrival = np.empty((rows, columns), np.float32)
    direction = np.empty((rows, columns), np.float32)
    late, length = np.float32(delay), np.float32(half)
    line_x, line_y = np.float32(cos), np.float32(sin)
    from_x = (xs - x).astype(np.float32)
    for r in range(rows):
        from_y = np.float32(ys[r] - y)
        to, way = arrival[r], direction[r]
        for c in range(columns):
            along = min(max(from_x[c] * line_x + from_y * line_y, -length), length)
            dx, dy = from_x[c] - along * line_x, from_y - along * line_y
            to[c] = np.sqrt(dx * dx + dy * dy) + late
            way[c] = arc_tangent(dy, dx)
    return arrival, direction


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def race_cracks(xs: np.ndarray, ys: np.ndarray, origins: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return arrival (m), direction (rad), number of the winner and lead (m), all of shape (rows, columns).

    Origins have x, y, delay, half length (m), and the cosine and sine of their line, shape (n, 6), n from 2 on.
    """
    rows, columns = ys.size, xs.size
    arrival = np.empty((rows, columns), np.float32)
    direction = np.empty((rows, columns), np.float32)
    winner = np.empty((rows, columns), np.uint8)
    lead = np.empty((rows, columns), np.float32)
    for r in range(rows):
        for c in range(columns):
            first, second = np.float32(1e30), np.float32(1e30)
            best_x, best_y = np.float32(0), np.float32(0)
            best = 0
            for k in range(origins.shape[0]):
                x = np.float32(xs[c] - origins[k, 0])
                y = np.float32(ys[r] - origins[k, 1])
                if origins[k, 3] > 0.0:
                    along = min(max(x * origins[k, 4] + y * origins[k, 5], -origins[k, 3]), origins[k, 3])
                    x = np.float32(x - along * origins[k, 4])
                    y = np.float32(y - along * origins[k, 5])
                length = np.float32(np.sqrt(x * x + y * y) + np.float32(origins[k, 2]))
                if length < first:
                    second, first = first, length
                    best, best_x, best_y = k, x, y
                elif length < second:
                    second = length
            arrival[r, c] = first
            direction[r, c] = arc_tangent(best_y, best_x)
            winner[r, c] = best
            lead[r, c] = second - first
    return arrival, direction, winner, lead
