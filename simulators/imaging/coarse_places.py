"""Where the pixels of a raster lie among the points of a coarser one."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def coarse_places(count: int, first: float, pitch: float, last: int) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Return the coarse point before each fine one, and how far it lies on the way to the next."""
    before, share = np.empty(count, np.uint32), np.empty(count, np.float32)
    for k in range(count):
        place = min(max(first + k * pitch, 0.0), float(last))
        point = min(int(place), max(last - 1, 0))
        before[k], share[k] = point, place - point
    return before, share
