"""Means over blocks of pixels."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def block_means(values: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    """Return means of blocks of `step` pixels each way; where the last ones reach beyond the raster, of what is there."""
    rows, columns = (values.shape[0] + step - 1) // step, (values.shape[1] + step - 1) // step
    means = np.empty((rows, columns), np.float32)
    line = np.empty(values.shape[1], np.float32)
    for row in range(rows):
        last = min((row + 1) * step, values.shape[0])
        line[:] = values[row * step]
        for j in range(row * step + 1, last):
            for i in range(values.shape[1]):
                line[i] += values[j, i]
        for column in range(columns):
            end = min((column + 1) * step, values.shape[1])
            total = np.float32(0.0)
            for i in range(column * step, end):
                total += line[i]
            means[row, column] = total / np.float32((end - column * step) * (last - row * step))
    return means
