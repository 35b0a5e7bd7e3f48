"""Which of the scattered cells a point belongs to, and how it is shared out near their borders."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

SQUARED_REACH = 1.3225
"""Squared distance, in cells, that a cell two steps off keeps at least: only the 3 x 3 cells about a point are searched."""
LARGEST_WEIGHT = 0.2
"""Squares of cell sizes by which the largest cells reach further than the smallest."""


@njit(cache=True, nogil=True)
def scatter_cells(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return centre x, y and weight of each cell of a block, from uniform numbers of shape (down, across, at least 3).

    A centre keeps 0.15 from the sides of its lattice cell.
    """
    down, across = numbers.shape[0], numbers.shape[1]
    centres = np.empty((down, across, 3), numbers.dtype)
    for j in range(down):
        for i in range(across):
            centres[j, i, 0] = i + 0.15 + 0.7 * numbers[j, i, 0]
            centres[j, i, 1] = j + 0.15 + 0.7 * numbers[j, i, 1]
            centres[j, i, 2] = LARGEST_WEIGHT * numbers[j, i, 2]
    return centres


@njit(cache=True, nogil=True, fastmath=True)
def share_out(centres: NDArray[Any], u: float, v: float, border: float, shares: NDArray[np.float64]) -> tuple[float, int, int, int]:
    """Fill the shares of the cells about a point (sum 1).

    Return about the distance to the next border (cells), the number of the point's own cell, and the range of the numbers to look at:
    cell k lies k % 3 - 1 columns and k // 3 - 1 rows off.

    Parameters
    ----------
    centres
        Centre and weight of each cell of the block, shape (down, across, 3).
    u, v
        The point, counted from the block's first cell.
    border
        Width (in cells) of the band in which neighbours are mixed; every cell in it counts, or there would be a step at triple points.
    shares
        Filled within the returned range, shape (9,).
    """
    column, row = int(u), int(v)
    first, second = 1e9, 1e9
    own, k = 4, 0
    for j in range(row - 1, row + 2):
        for i in range(column - 1, column + 2):
            du = u - centres[j, i, 0]
            dv = v - centres[j, i, 1]
            squared = du * du + dv * dv - centres[j, i, 2]
            second = min(second, max(first, squared))
            own = k if squared < first else own
            first = min(first, squared)
            shares[k] = squared
            k += 1
    # Squares differ by twice the distance to the border times the distance of the centres, which is about 1.
    edge = 0.5 * (second - first)
    if edge >= border:
        shares[own] = 1.0
        return edge, own, own, own + 1
    whole = 0.0
    limit = first + 2.0 * border
    inverse = 0.5 / border
    for k in range(9):
        squared = shares[k]
        # A cell that is about to leave the searched block fades first.
        near = max(0.0, limit - squared) * inverse
        shares[k] = near * near * (max(0.0, SQUARED_REACH - LARGEST_WEIGHT - squared) + 1e-4)
        whole += shares[k]
    whole = 1.0 / whole
    for k in range(9):
        shares[k] *= whole
    return edge, own, 0, 9
