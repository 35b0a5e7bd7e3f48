"""Compiled loop of the beach marks."""

import numpy as np
from numba import njit

EDGE = 30e-6
"""Width (m) over which a band ends, and of its ridge."""


@njit(cache=True, nogil=True)
def draw_beaches(
    arrival: np.ndarray,
    warp: np.ndarray,
    fading: np.ndarray,
    rests: np.ndarray,
    widths: np.ndarray,
    darkness: np.ndarray,
    ridges: np.ndarray,
    pixel: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return height (m), added slope variance and brightness factor; a band lies before its rest and is darkest there."""
    rows, columns = arrival.shape
    height = np.zeros((rows, columns), np.float32)
    roughness = np.zeros((rows, columns), np.float32)
    brightness = np.ones((rows, columns), np.float32)
    edge = max(EDGE, 1.5 * pixel)
    # A ridge of fewer pixels fades out; its band stays.
    level = min(max((2.5 * EDGE / pixel - 2.0) * 0.5, 0.0), 1.0)
    level = level * level * (3.0 - 2.0 * level)
    last = rests.size - 1
    for r in range(rows):
        k = 0
        for c in range(columns):
            length = arrival[r, c] + warp[r, c]
            while k < last and length > 0.5 * (rests[k] + rests[k + 1]):
                k += 1
            while k > 0 and length < 0.5 * (rests[k - 1] + rests[k]):
                k -= 1
            for band in range(max(k - 1, 0), min(k + 2, last + 1)):
                x = length - rests[band]
                if x < -widths[band] or x > 4.0 * edge:
                    continue
                t = (x + widths[band]) / (0.7 * widths[band]) if x < 0.0 else 1.0 - x / edge
                t = min(max(t, 0.0), 1.0)
                dark = darkness[band] * t * t * (3.0 - 2.0 * t) * min(max(0.85 + fading[r, c], 0.25), 1.4)
                brightness[r, c] *= 1.0 - dark
                roughness[r, c] += 0.6 * dark
                height[r, c] += level * ridges[band] * np.exp(-((x / EDGE) ** 2))
    return height, roughness, brightness
