"""The eight ways in which a picture can be turned and flipped."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

SYMMETRIES = range(8)
"""Quarter turns 0 to 3, then the same after a flip of left and right."""

T = TypeVar("T", bound=np.generic)


def turned(array: NDArray[T], symmetry: int, axes: tuple[int, int] = (0, 1)) -> NDArray[T]:
    """Return an array flipped (from symmetry 4 on) left to right, then turned anticlockwise by `symmetry % 4` quarters.

    Parameters
    ----------
    array
        Rows and columns at `axes`.
    symmetry
        0 to 7.
    axes
        Which axes are rows and columns.
    """
    if symmetry >= 4:
        array = np.flip(array, axes[1])
    return np.rot90(array, symmetry % 4, axes)


def turned_points(points: NDArray[np.float64], symmetry: int) -> NDArray[np.float64]:
    """Return points (…, 2), as row and column from the picture's middle, where `turned` takes them."""
    rows, columns = points[..., 0], points[..., 1]
    if symmetry >= 4:
        columns = -columns
    for _ in range(symmetry % 4):
        rows, columns = -columns, rows
    return np.stack([rows, columns], axis=-1)


def turned_descriptors(cells: NDArray[T], symmetry: int) -> NDArray[T]:
    """Return gradient histograms as they would be in the turned picture.

    Parameters
    ----------
    cells
        Shape (places, rows, columns, 8): in each cell, the gradient by direction, in eighths from +column towards +row.
    symmetry
        0 to 7.

    Notes
    -----
    A flip takes a gradient at angle t to π - t, a quarter turn anticlockwise to t - π/2; both permute eighths, so a descriptor
    is turned without looking at the picture again.
    """
    moved = turned(cells, symmetry, (1, 2))
    if symmetry >= 4:
        moved = moved[..., (4 - np.arange(8)) % 8]
    return np.roll(moved, -2 * (symmetry % 4), axis=-1)


def inverse(symmetry: int) -> int:
    """Return the symmetry that undoes another: turns are undone by turning back, flips by themselves."""
    return (-symmetry) % 4 if symmetry < 4 else symmetry


def composed(last: int, first: int) -> int:
    """Return the one symmetry that does what `first` and then `last` do.

    `turned` flips before it turns, so a turn that comes before a flip goes the other way round after it.
    """
    flip = (first >= 4) != (last >= 4)
    quarters = (last % 4 - first % 4 if last >= 4 else last % 4 + first % 4) % 4
    return quarters + 4 * flip
