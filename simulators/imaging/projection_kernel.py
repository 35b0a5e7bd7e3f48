"""Looking at a relief from a slant."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True, fastmath=False)
def seen_rows(
    height: NDArray[np.float32],
    places: NDArray[np.float32],
    sine: np.float32,
    cosine: np.float32,
    top: np.float32,
    pitch: np.float32,
    rows: int,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return which row of a relief the beam meets at each point of the image, and how high that lies towards the beam.

    Each pair of neighbouring rows covers a stretch of the image; where stretches overlap, the one nearest to the beam is seen, and
    a stretch that runs backwards faces away.

    Parameters
    ----------
    height
        Relief above the tilt axis (m), shape (rows of the relief, columns).
    places
        Distance of each of its rows from the tilt axis along the specimen (m), falling.
    sine, cosine
        Of the tilt.
    top, pitch
        Place of the image's first row and distance of its rows (m).
    rows
        Number of image rows.

    Returns
    -------
    tuple
        Fractional rows of the relief, NaN where it does not reach, and heights (m), each of shape (rows, columns).
    """
    columns = height.shape[1]
    source = np.full((rows, columns), np.nan, np.float32)
    nearest = np.full((rows, columns), -np.inf, np.float32)
    for j in range(height.shape[0] - 1):
        for column in range(columns):
            h0, h1 = height[j, column], height[j + 1, column]
            k0 = (top - (places[j] * cosine + h0 * sine)) / pitch
            k1 = (top - (places[j + 1] * cosine + h1 * sine)) / pitch
            if k1 <= k0 or k1 < 0 or k0 > rows - 1:
                continue
            z0 = h0 * cosine - places[j] * sine
            z1 = h1 * cosine - places[j + 1] * sine
            k = max(int(np.ceil(k0)), 0)
            while k <= k1 and k < rows:
                share = (np.float32(k) - k0) / (k1 - k0)
                z = z0 + (z1 - z0) * share
                if z > nearest[k, column]:
                    nearest[k, column] = z
                    source[k, column] = np.float32(j) + share
                k += 1
    return source, nearest
