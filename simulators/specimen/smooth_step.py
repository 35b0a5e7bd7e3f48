"""The smooth step with which everything blends."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


def rise(t: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the smooth step from 0 at t = 0 to 1 at t = 1."""
    plain = np.ascontiguousarray(t, np.float32)
    out: NDArray[np.float32] = np.empty_like(plain)
    _rise(plain.ravel(), out.ravel())
    return out


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _rise(t: NDArray[np.float32], out: NDArray[np.float32]) -> None:
    for i in range(t.size):
        s = min(max(t[i], np.float32(0)), np.float32(1))
        out[i] = s * s * (np.float32(3) - np.float32(2) * s)
