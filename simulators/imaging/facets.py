"""The four facets of a pixel: its centre with two neighbouring corners each."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

FACETS = 4


@njit(cache=True, nogil=True, inline="always")
def facet_slopes(
    facet: int, centre: np.float32, nw: np.float32, ne: np.float32, sw: np.float32, se: np.float32, inverse: np.float32
) -> tuple[np.float32, np.float32]:
    """Return the slopes to the right and up of the upper, lower, left or right (0 to 3) facet; `inverse` is 1 / pitch (1/m)."""
    if facet == 0:
        return (ne - nw) * inverse, (nw + ne - centre - centre) * inverse
    if facet == 1:
        return (se - sw) * inverse, (centre + centre - sw - se) * inverse
    if facet == 2:
        return (centre + centre - nw - sw) * inverse, (nw - sw) * inverse
    return (ne + se - centre - centre) * inverse, (ne - se) * inverse


@njit(cache=True, nogil=True, inline="always")
def falling_exponential(x: np.float32) -> np.float32:
    """Return exp(x) for x from -12 to 0, within 2e-4: a compiler makes many of these at once, of the library's it does not."""
    y = max(x, np.float32(-12.0)) * np.float32(1.0 / 16.0)
    series = np.float32(1.0) + y * (
        np.float32(1.0) + y * (np.float32(0.5) + y * (np.float32(1.0 / 6.0) + y * (np.float32(1.0 / 24.0) + y * np.float32(1.0 / 120.0))))
    )
    square = series * series
    square *= square
    square *= square
    return square * square


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def mean_height(height: NDArray[np.float32], corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean height over each pixel (m), shape (rows, columns), of its four facets."""
    rows, columns = height.shape
    means = np.empty((rows, columns), np.float32)
    third, sixth = np.float32(1.0 / 3.0), np.float32(1.0 / 6.0)
    for row in range(rows):
        here, out = height[row], means[row]
        nws, nes, sws, ses = corners[row, :-1], corners[row, 1:], corners[row + 1, :-1], corners[row + 1, 1:]
        for column in range(columns):
            out[column] = third * here[column] + sixth * (nws[column] + nes[column] + sws[column] + ses[column])
    return means
