"""Compiled loop of the radial ridges."""

import numpy as np
from numba import njit

from fractoscope.simulators.specimen.texture.lattice import gradient_noise


@njit(cache=True, nogil=True)
def draw_ridges(
    x: np.ndarray, y: np.ndarray, origin_x: float, origin_y: float, start: float, amplitude: float, seed: np.uint32
) -> np.ndarray:
    """Return the height (m), float32, at columns x and rows y (m)."""
    out = np.zeros((y.size, x.size), np.float32)
    for r in range(y.size):
        for c in range(x.size):
            dx = x[c] - origin_x
            dy = y[r] - origin_y
            distance = np.sqrt(dx * dx + dy * dy)
            rise = min(max((distance - start) / 1.5e-3, 0.0), 1.0)
            if rise == 0.0:
                continue
            angle = np.arctan2(dy, dx)
            ring = np.log(distance / 1e-3)
            bend = 0.35 * gradient_noise(x[c] / 0.9e-3, y[r] / 0.9e-3, seed + np.uint32(3))
            coarse = gradient_noise(22.0 * angle + bend, 2.2 * ring, seed)
            fine = gradient_noise(61.0 * angle + 2.0 * bend, 3.5 * ring, seed + np.uint32(1))
            # Rounded so that the crest is no crease when zoomed in.
            height = 1.6 - 2.0 * np.sqrt(coarse * coarse + 0.02) - 0.8 * np.sqrt(fine * fine + 0.02)
            out[r, c] = amplitude * rise * rise * (3.0 - 2.0 * rise) * height
    return out
