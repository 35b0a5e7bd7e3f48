"""Compiled loop of lint: long curved fibres."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, chance

_STEPS = 256


@njit(cache=True, nogil=True, fastmath=True)
def draw_fibres(
    level: np.ndarray,
    hold: np.ndarray,
    share: np.ndarray,
    told: np.ndarray,
    mask: np.ndarray,
    xs: np.ndarray,
    ys: np.ndarray,
    pixel: float,
    bodies: np.ndarray,
    seeds: np.ndarray,
    thickness: float,
    drawn: float,
    tell: bool,
) -> None:
    """Raise `level` (m) to fibres of a radius `thickness` (m); each runs along the long axis of its body in a wave and its overtone."""
    half, one = np.float32(thickness), np.float32(1.0)
    for n in range(seeds.size):
        x, y, along, _, cosine, sine = bodies[n]
        bend = 0.12 * along * (0.4 + chance(seeds[n], 0))
        wave = np.pi * (0.7 + 0.8 * chance(seeds[n], 1)) / along
        start = 2.0 * np.pi * chance(seeds[n], 2)
        aloft = np.float32(thickness * (0.6 + 2.0 * chance(seeds[n], 3)))
        # A table of the course spares two sines and two cosines a pixel.
        course = np.empty((_STEPS + 2, 2), np.float32)
        for k in range(_STEPS + 2):
            phase = wave * along * (2.0 * k / _STEPS - 1.0) + start
            course[k, 0] = bend * (np.sin(phase) + 0.25 * np.sin(2.3 * phase))
            slope = bend * wave * (np.cos(phase) + 0.575 * np.cos(2.3 * phase))
            course[k, 1] = 1.0 / np.sqrt(1.0 + slope * slope)
        left, right, top, bottom = body_window(x, y, along + 4.0 * thickness, xs, ys, pixel)
        for r in range(top, bottom):
            dy = ys[r] - y
            for c in range(left, right):
                dx = xs[c] - x
                v = dy * cosine - dx * sine
                if abs(v) > 1.3 * bend + 2.0 * thickness or not mask[r, c]:
                    continue
                u = dx * cosine + dy * sine
                if abs(u) > along:
                    continue
                place = (u / along + 1.0) * (0.5 * _STEPS)
                k = int(place)
                t = np.float32(place - k)
                middle = course[k, 0] + t * (course[k + 1, 0] - course[k, 0])
                distance = abs(np.float32(v) - middle) * course[k, 1]
                cover = min(max((half - distance) / np.float32(pixel) + np.float32(0.5), np.float32(0.0)), one) * np.float32(drawn)
                if cover <= 0:
                    continue
                q = min(distance / half, one)
                value = aloft + half * np.sqrt(one - q * q)
                level[r, c] = max(level[r, c], value)
                hold[r, c] = max(hold[r, c], cover)
                share[r, c] = max(share[r, c], cover)
                if tell and cover > np.float32(0.5):
                    told[r, c] = True
