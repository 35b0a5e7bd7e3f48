"""Streaks along the scan lines, as charging leaves them."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

PARTS = 3
"""Parts of a line that are judged apart."""

WINDOW = 9
"""Lines whose median is taken for what a line would be without its jump."""


def streaks(image: NDArray[np.float32]) -> float:
    """Return how far whole lines jump in brightness, as a share of the picture's standard deviation; 0 for one grey.

    A line that charging shifts is shifted over its whole length, so the jumps of its left, middle and right third agree; those of
    relief, even of striations along the lines, hardly do, since they end, fork and bend within a field. What counts is therefore the
    covariance between the thirds, which is also blind to noise.

    Parameters
    ----------
    image
        Grey levels, shape (rows, columns), at least `WINDOW` rows and `PARTS` columns.
    """
    deviation = float(image.std())
    if deviation == 0.0:
        return 0.0
    means = [part.mean(axis=1, dtype=np.float64) for part in np.array_split(image, PARTS, axis=1)]
    left, middle, right = (mean - median_filter(mean, WINDOW, mode="nearest") for mean in means)
    shared = float(np.mean(left * middle + middle * right + left * right)) / 3.0
    return float(max(shared, 0.0) ** 0.5) / deviation
