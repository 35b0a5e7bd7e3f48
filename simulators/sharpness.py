"""How sharp a picture is, told apart from its noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAR, FAR = 2, 6
"""Distances (pixels) whose correlations are compared; 2 and 6 keep a slope where 1 and 2 see only noise."""


@dataclass(frozen=True)
class Sharpness:
    """A measure of fine detail.

    Attributes
    ----------
    value
        Dimensionless, higher is sharper; about 0 for pure noise.
    error
        Standard error of `value` that the noise makes.
    """

    value: float
    error: float


def sharpness_of(signal: NDArray[np.float32]) -> Sharpness:
    """Return the autocorrelation along the rows at a near distance less that at a far one, over the squared mean.

    After D. Vollath's measure (J. Microscopy 147 (1987) 279): white noise adds nothing to either term, and a gain that
    flickers from row to row adds the same to both.

    Parameters
    ----------
    signal
        Proportional to the electrons counted, shape (rows, columns), more than `FAR` columns.
    """
    mean = float(signal.mean())
    detail = signal.astype(np.float64) - mean
    near, far = detail[:, NEAR : NEAR - FAR], detail[:, FAR:]
    difference = float((detail[:, :-FAR] * (near - far)).mean())
    # Third differences of white noise have 20 times its variance and see hardly anything of a picture.
    noise = float(np.diff(detail, n=3, axis=1).var()) / 20.0
    scale = max(mean * mean, 1e-12)
    return Sharpness(value=difference / scale, error=(2.0 * noise * float(detail.var()) / detail.size) ** 0.5 / scale)
