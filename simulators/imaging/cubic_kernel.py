"""Reading rasters between their pixels."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True, fastmath=True, inline="always")
def _weights(t):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Return the four weights of cubic convolution with a = -1/2 (R. G. Keys, IEEE Trans. ASSP 29 (1981) 1153)."""
    half = np.float32(0.5)
    two, three, four, five = np.float32(2), np.float32(3), np.float32(4), np.float32(5)
    one = np.float32(1)
    return (
        half * t * (-one + t * (two - t)),
        half * (two + t * t * (three * t - five)),
        half * t * (one + t * (four - three * t)),
        half * t * t * (t - one),
    )


@njit(cache=True, nogil=True, fastmath=True)
def read_between(image: NDArray[np.float32], rows: NDArray[np.float32], columns: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return values at fractional rows and columns, of their shape; beyond the edge the last pixel goes on.

    Positions that are whole numbers give the pixels themselves.

    Parameters
    ----------
    image
        Raster, shape (any, any).
    rows, columns
        Where to read, each of the shape of the result.
    """
    height, width = image.shape
    result = np.empty(rows.shape, np.float32)
    for row in range(rows.shape[0]):
        for column in range(rows.shape[1]):
            v = min(max(rows[row, column], np.float32(0)), np.float32(height - 1))
            u = min(max(columns[row, column], np.float32(0)), np.float32(width - 1))
            j, i = int(v), int(u)
            wy = _weights(np.float32(v - j))
            wx = _weights(np.float32(u - i))
            total = np.float32(0)
            for m in range(4):
                y = min(max(j + m - 1, 0), height - 1)
                line = np.float32(0)
                for n in range(4):
                    line += wx[n] * image[y, min(max(i + n - 1, 0), width - 1)]
                total += wy[m] * line
            result[row, column] = total
    return result
