"""Compiled drawing of open cracks: crooked pieces with a width that tapers to the tip."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.overlays.body_kernel import body_window, cell_bits, chance
from fractoscope.simulators.specimen.overlays.crack_path_kernel import crack_path

_PARTS = 8
_CROOKED = 0.16
_DEPTH = 3.0
_CHANNEL_OF_BENDS = 64
_TOLD_WIDTH = 1.2


@njit(cache=True, nogil=True, inline="always")
def _drawn(size: float, pixel: float) -> float:
    """Return the level of detail, 0 below 2 pixels and 1 from 4."""
    t = min(max((size / pixel - 2.0) / 2.0, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@njit(cache=True, nogil=True, fastmath=True)
def _bends(piece: np.ndarray, bits: np.uint32, pixel: float) -> np.ndarray:
    """Return the places along a piece, shape (_PARTS + 1, 2): its middle, then the middles of the halves, moved sideways by chance."""
    points = np.empty((_PARTS + 1, 2))
    points[0], points[_PARTS] = piece[:2], piece[2:4]
    across_x, across_y = -(piece[3] - piece[1]), piece[2] - piece[0]
    far = np.sqrt(across_x**2 + across_y**2)
    share, step = _CROOKED, _PARTS
    while step > 1:
        half = step // 2
        weight = share * _drawn(far * step / _PARTS, pixel)
        for k in range(half, _PARTS, step):
            move = weight * (chance(bits, _CHANNEL_OF_BENDS + k) - 0.5) * 2.0
            points[k, 0] = 0.5 * (points[k - half, 0] + points[k + half, 0]) + move * across_x
            points[k, 1] = 0.5 * (points[k - half, 1] + points[k + half, 1]) + move * across_y
        share *= 0.5
        step = half
    return points


@njit(cache=True, nogil=True, fastmath=True)
def _draw_part(
    height: np.ndarray,
    share: np.ndarray,
    told: np.ndarray,
    mask: np.ndarray,
    xs: np.ndarray,
    ys: np.ndarray,
    pixel: float,
    start: np.ndarray,
    end: np.ndarray,
    wide: float,
) -> float:
    """Draw one straight part and return the pixels of it that can be told; thinner than a pixel it darkens by its true share."""
    x0, y0 = start[0], start[1]
    dx, dy = end[0] - x0, end[1] - y0
    far = np.sqrt(dx * dx + dy * dy) + 1e-15
    half = np.float32(0.5 * wide / pixel)
    deep = np.float32(-_DEPTH * wide * _drawn(wide, pixel))
    one, none = np.float32(1.0), np.float32(0.0)
    tell = wide >= _TOLD_WIDTH * pixel and wide < 0.25 * pixel * xs.size
    halo = max(half * np.float32(1.5), np.float32(2.5))
    around = (max(float(halo), float(half)) + 1.5) * pixel + 0.5 * far
    left, right, top, bottom = body_window(x0 + 0.5 * dx, y0 + 0.5 * dy, around, xs, ys, pixel)
    drawn = 0
    for r in range(top, bottom):
        for c in range(left, right):
            if not mask[r, c]:
                continue
            px, py = xs[c] - x0, ys[r] - y0
            t = min(max((px * dx + py * dy) / (far * far), 0.0), 1.0)
            ex, ey = px - t * dx, py - t * dy
            d = np.float32(np.sqrt(ex * ex + ey * ey) / pixel)
            if d > halo + one:
                continue
            cover = min(max(min(d + np.float32(0.5), half) - max(d - np.float32(0.5), -half), none), one)
            share[r, c] = max(share[r, c], cover)
            if deep < 0 and d < half:
                q = d / half
                height[r, c] = min(height[r, c], deep * (one - q * q * q))
            if tell and d <= halo:
                drawn += 1
                told[r, c] = True
    return drawn / (2.0 * float(halo))


@njit(cache=True, nogil=True, fastmath=True)
def draw_cracks(
    height: np.ndarray,
    share: np.ndarray,
    told: np.ndarray,
    mask: np.ndarray,
    xs: np.ndarray,
    ys: np.ndarray,
    pixel: float,
    bodies: np.ndarray,
    headings: np.ndarray,
    seeds: np.ndarray,
    edge: float,
    opening: float,
    branching: float,
    seed: np.uint32,
) -> float:
    """Lower `height` (m) in the cracks and return how many pixels of crack that can be told the frame holds.

    `edge` is the length of a grain boundary (m), `opening` the largest width of a crack over its length.
    """
    length_told = 0.0
    reach_x, reach_y = pixel * xs.size, pixel * ys.size
    for n in range(seeds.size):
        length = 2.0 * bodies[n, 2]
        start_x = bodies[n, 0] - 0.5 * length * np.cos(headings[n])
        start_y = bodies[n, 1] - 0.5 * length * np.sin(headings[n])
        path = crack_path(start_x, start_y, headings[n], length, edge, branching, seeds[n], seed)
        for p in range(path.shape[0]):
            piece = path[p]
            width = opening * length * 0.75 ** piece[6]
            around = 0.3 * edge + width + 3.0 * pixel
            low_x, high_x = min(piece[0], piece[2]) - around, max(piece[0], piece[2]) + around
            low_y, high_y = min(piece[1], piece[3]) - around, max(piece[1], piece[3]) + around
            if high_x < xs[0] or low_x > xs[0] + reach_x or low_y > ys[0] or high_y < ys[0] - reach_y:
                continue
            # The bits belong to the boundary's middle, so that a boundary looks the same whichever crack opened it.
            middle_i = np.int64(np.round((piece[0] + piece[2]) / (1e-3 * edge)))
            middle_j = np.int64(np.round((piece[1] + piece[3]) / (1e-3 * edge)))
            bits = cell_bits(middle_i, middle_j, seed)
            points = _bends(piece, bits, pixel)
            # A boundary below two pixels has no bends, and is drawn at one go.
            step = _PARTS if abs(piece[2] - piece[0]) + abs(piece[3] - piece[1]) < 2.0 * pixel else 1
            for k in range(0, _PARTS, step):
                behind = piece[4] + (piece[5] - piece[4]) * (k + 0.5 * step) / _PARTS
                wide = width * min(1.0, 0.35 + 5.0 * behind) * max(1.0 - behind, 0.0) ** 0.6
                wide *= 0.7 + 0.6 * chance(bits, 80 + k)
                length_told += _draw_part(height, share, told, mask, xs, ys, pixel, points[k], points[k + step], wide)
    return length_told
