"""Counting electrons: shot noise by current and dwell time."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging.backscatter_coefficient import backscatter_coefficient
from fractoscope.simulators.imaging.backscatter_yield import REFERENCE
from fractoscope.simulators.imaging.conditions import ImagingConditions

_YIELD_20KV = 0.2
_COLLECTED = 0.5
_RING = 0.25  # share of the half space that a ring under the pole piece takes, the hole for the beam left out
_FLICKER = 0.006
_GAUSSIAN_FROM = 12.0


def counts_per_yield(conditions: ImagingConditions) -> float:
    """Return how many electrons a pixel of unit signal counts: those that fall on it, times yield and collected share.

    The yield of secondary electrons falls with voltage as V^-0.67, since the energy lost near the surface goes as E / R with the range
    R ~ E^1.67 (Kanaya and Okayama); 0.2 at 20 kV is typical of metals. Backscattered ones are iron's, by `backscatter_coefficient`.
    """
    if conditions.detector == "BSE":
        return float(conditions.electrons * backscatter_coefficient(REFERENCE, conditions.voltage) * _RING)
    return float(conditions.electrons * _YIELD_20KV * (conditions.voltage / 20e3) ** -0.67 * _COLLECTED)


def expose(signal: NDArray[np.float32], conditions: ImagingConditions, generator: np.random.Generator) -> NDArray[np.float32]:
    """Return electrons counted on each pixel, shape (rows, columns).

    Poisson noise, by its Gaussian limit where counts are many, and a gain that flickers by 0.6 % from scan row to row.

    Parameters
    ----------
    signal
        Signal of each place, 1 for a flat surface.
    conditions
        Beam and dwell time.
    generator
        Source of the noise; belongs to the frame, not to the place.
    """
    mean = signal * np.float32(counts_per_yield(conditions))
    if float(mean.mean()) < _GAUSSIAN_FROM:
        counts = generator.poisson(mean).astype(np.float32)
    else:
        counts = generator.standard_normal(signal.shape, dtype=np.float32)
        counts *= np.sqrt(mean)
        counts += mean
        np.maximum(counts, 0, out=counts)
    flicker = 1.0 + _FLICKER * generator.standard_normal((signal.shape[0], 1), dtype=np.float32)
    counts *= flicker
    return counts
