"""Compiled loop of the radial ridges."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.arc_tangent import arc_tangent
from fractoscope.simulators.specimen.texture.noise_kernels import add_octave
from fractoscope.simulators.specimen.texture.scattered_noise import read_noise, wrapped_ramps

COARSE, FINE = 22.0, 61.0
"""Cells of the two sets of ridges a radian."""


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def draw_ridges(
    x: np.ndarray, y: np.ndarray, origin_x: float, origin_y: float, start: float, amplitude: float, seed: np.uint32, exact: bool
) -> np.ndarray:
    """Return the height (m), float32, at columns x and rows y (m).

    `exact` asks for angles to the last digit: nodes between which a field of some micrometres is interpolated need them.
    """
    out = np.zeros((y.size, x.size), np.float32)
    far_x = max(abs(x[0] - origin_x), abs(x[-1] - origin_x))
    far_y = max(abs(y[0] - origin_y), abs(y[-1] - origin_y))
    farthest = np.log(max(np.hypot(far_x, far_y), start) / 1e-3)
    nearest = np.log(start / 1e-3)
    bend = np.zeros((y.size, x.size), np.float32)
    add_octave(bend, x / 0.9e-3, y / 0.9e-3, seed + np.uint32(3), np.float32(0.35))
    # Angles run from -pi to pi, and the bend adds up to one cell.
    coarse_u, fine_u = -np.int64(COARSE * np.pi) - 3, -np.int64(FINE * np.pi) - 4
    coarse_v, fine_v = np.int64(np.floor(2.2 * nearest)) - 1, np.int64(np.floor(3.5 * nearest)) - 1
    coarse_down = np.int64(np.floor(2.2 * farthest)) - coarse_v + 3
    fine_down = np.int64(np.floor(3.5 * farthest)) - fine_v + 3
    coarse_ramps = wrapped_ramps(coarse_u, coarse_v, 2 - 2 * coarse_u, coarse_down, seed, 0)
    fine_ramps = wrapped_ramps(fine_u, fine_v, 2 - 2 * fine_u, fine_down, seed + np.uint32(1), 0)
    for r in range(y.size):
        dy = np.float32(y[r] - origin_y)
        for c in range(x.size):
            dx = np.float32(x[c] - origin_x)
            distance = np.sqrt(dx * dx + dy * dy)
            rise = min((distance - np.float32(start)) / np.float32(1.5e-3), np.float32(1.0))
            if rise <= np.float32(0.0):
                continue
            angle = np.arctan2(y[r] - origin_y, x[c] - origin_x) if exact else np.float64(arc_tangent(dy, dx))
            ring = np.log(distance / np.float32(1e-3))
            shift = bend[r, c]
            coarse = read_noise(
                coarse_ramps,
                np.float32(COARSE * angle + shift - coarse_u),
                np.float32(2.2) * ring - np.float32(coarse_v),
            )
            fine = read_noise(
                fine_ramps,
                np.float32(FINE * angle + 2.0 * shift - fine_u),
                np.float32(3.5) * ring - np.float32(fine_v),
            )
            # Rounded so that the crest is no crease when zoomed in.
            rounded = np.float32(2.0) * np.sqrt(coarse * coarse + np.float32(0.02))
            height = np.float32(1.6) - rounded - np.float32(0.8) * np.sqrt(fine * fine + np.float32(0.02))
            out[r, c] = np.float32(amplitude) * rise * rise * (np.float32(3.0) - np.float32(2.0) * rise) * height
    return out
