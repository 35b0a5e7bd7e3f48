"""The part of a raster in which something is."""

import numpy as np
from numpy.typing import NDArray


def window_of(mask: NDArray[np.bool_]) -> tuple[slice, slice] | None:
    """Return rows and columns of the smallest window that holds all that is True, or None where nothing is.

    Parameters
    ----------
    mask
        Shape (rows, columns).
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
