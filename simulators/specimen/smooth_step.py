"""The smooth step with which everything blends."""

import numpy as np
from numpy.typing import NDArray


def rise(t: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the smooth step from 0 at t = 0 to 1 at t = 1."""
    t = np.clip(t, np.float32(0), np.float32(1)).astype(np.float32, copy=False)
    return t * t * (np.float32(3) - np.float32(2) * t)
