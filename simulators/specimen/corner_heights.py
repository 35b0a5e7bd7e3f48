"""Between values at the centres of pixels and values at their corners."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface import Surface


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def corner_heights(height: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of the four pixels about each corner, shape (rows + 1, columns + 1); beyond the edge slopes go on.

    Parameters
    ----------
    height
        At the centres, shape (rows, columns), at least 2 each way.
    """
    rows, columns = height.shape
    corners = np.empty((rows + 1, columns + 1), np.float32)
    line = np.empty(columns, np.float32)
    half = np.float32(0.5)
    for row in range(rows + 1):
        if row == 0:
            line[:] = np.float32(1.5) * height[0] - half * height[1]
        elif row == rows:
            line[:] = np.float32(1.5) * height[rows - 1] - half * height[rows - 2]
        else:
            line[:] = half * (height[row - 1] + height[row])
        corners[row, 1:-1] = half * (line[:-1] + line[1:])
        corners[row, 0] = np.float32(1.5) * line[0] - half * line[1]
        corners[row, columns] = np.float32(1.5) * line[columns - 1] - half * line[columns - 2]
    return corners


def at_pixels(read: Surface) -> Surface:
    """Return the surface of the pixels between points: height is the mean of a pixel's four corners, all else that of the upper left one.

    Parameters
    ----------
    read
        At the corners, shape (rows + 1, columns + 1).
    """
    corners = read.height
    height = np.float32(0.25) * (corners[:-1, :-1] + corners[:-1, 1:] + corners[1:, :-1] + corners[1:, 1:])

    def inner(values: NDArray[Any]) -> NDArray[Any]:
        return np.ascontiguousarray(values[:-1, :-1])

    truth = replace(read.truth, **{field.name: inner(getattr(read.truth, field.name)) for field in fields(read.truth)})
    return Surface(height, inner(read.roughness), inner(read.yield_factor), inner(read.atomic_number), truth, corners)
