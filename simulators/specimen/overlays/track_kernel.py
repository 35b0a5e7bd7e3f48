"""Compiled loop of the tire tracks: rows of identical indents."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, chance


@njit(cache=True, nogil=True, fastmath=True)
def draw_tracks(
    height: np.ndarray,
    pressed: np.ndarray,
    told: np.ndarray,
    mask: np.ndarray,
    xs: np.ndarray,
    ys: np.ndarray,
    pixel: float,
    bodies: np.ndarray,
    headings: np.ndarray,
    seeds: np.ndarray,
    step: float,
    breadth: float,
    depth: float,
    drawn: float,
    tell: bool,
) -> None:
    """Lower `height` (m) in the indents of each row and mark where the surface is pressed flat.

    A row runs along its heading for the long axis of its body; `step`, `breadth` and `depth` of its indents (m) are the same all
    along, and vary by a quarter from row to row.
    """
    one = np.float32(1.0)
    for n in range(seeds.size):
        x, y, along = bodies[n, 0], bodies[n, 1], bodies[n, 2]
        cosine, sine = np.cos(headings[n]), np.sin(headings[n])
        pitch = step * (0.85 + 0.3 * chance(seeds[n], 0))
        half = 0.5 * breadth * (0.75 + 0.5 * chance(seeds[n], 1))
        bow = np.float32(0.3 * (chance(seeds[n], 2) - 0.2))
        deep = np.float32(-depth * (0.75 + 0.5 * chance(seeds[n], 3)) * drawn)
        left, right, top, bottom = body_window(x, y, along + half, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                dx = xs[c] - x
                across = dy * cosine - dx * sine
                if abs(across) > 1.2 * half or not mask[r, c]:
                    continue
                length = dx * cosine + dy * sine
                if abs(length) > along:
                    continue
                v = np.float32(across / half)
                u = length / pitch + bow * v * v
                # The first and the last indent of a row are as deep as the others: a row starts and stops with the particle.
                near = np.round(u)
                if abs(near) * pitch > along - 0.5 * pitch:
                    continue
                du = np.float32(u - near) / np.float32(0.34)
                q = du * du + v * v * v * v
                if tell and abs(v) < one:
                    told[r, c] = True
                if q < one:
                    height[r, c] = min(height[r, c], deep * (one - q) * (np.float32(1.3) - np.float32(0.5) * du))
                    pressed[r, c] = max(pressed[r, c], (one - q * q) * np.float32(drawn))
