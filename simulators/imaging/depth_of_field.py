"""Blur that follows the relief."""

from math import hypot, sqrt

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.probe import blur_by_probe, blur_evenly, focused_variance

EVEN_UP_TO = 0.3
"""Spread of the blur over the field (pixels) that nobody sees; below it the field is blurred as one."""

LEVELS = 4
"""Blurred copies between which a pixel's blur is mixed; each costs 4 to 40 ms for 1024 × 768 pixels."""

STEP = 2.0
"""Growth of the blur from one copy to the next where fewer than `LEVELS` suffice."""

TAILS = 1.0
"""Percent of the pixels at either end of the heights that share the blur of the last copy."""


@njit(cache=True, nogil=True, fastmath=True)
def _mixed(copies: NDArray[np.float32], at: NDArray[np.float32], nodes: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = at.shape
    result = np.empty((rows, columns), np.float32)
    last = nodes.size - 1
    for row in range(rows):
        for column in range(columns):
            value = min(max(at[row, column], nodes[0]), nodes[last])
            k = 0
            while k < last - 1 and value > nodes[k + 1]:
                k += 1
            share = (value - nodes[k]) / (nodes[k + 1] - nodes[k])
            result[row, column] = copies[k, row, column] + share * (copies[k + 1, row, column] - copies[k, row, column])
    return result


def blur_by_relief(
    signal: NDArray[np.float32], height: NDArray[np.float32], pixel_size: float, conditions: ImagingConditions
) -> NDArray[np.float32]:
    """Return the signal as the probe sees it, each place by its own distance from focus, shape (rows, columns).

    The plane in focus lies `conditions.defocus` above the median of the field, as if an operator had focused on the whole of it.
    Where the blur differs by less than 0.3 pixels over the field, it is blurred as one. Otherwise pixels are mixed from at most four
    blurred copies, linearly in the variance, so that the variance of the mixture is right everywhere.

    Parameters
    ----------
    signal
        What the surface sends out.
    height
        Of the surface, towards the beam (m).
    pixel_size
        Pitch (m).
    conditions
        Beam and focus.
    """
    sample = height[::6, ::6]
    low, middle, high = (float(value) for value in np.percentile(sample, (TAILS, 50.0, 100.0 - TAILS)))
    # Distance of the surface from focus at its highest and lowest places; both signs blur.
    nearest, farthest = conditions.defocus + middle - high, conditions.defocus + middle - low
    astigmatism = hypot(conditions.stigmator_x, conditions.stigmator_y)
    base, alpha = focused_variance(pixel_size, conditions), conditions.semi_angle / pixel_size
    if astigmatism > 0:
        if alpha * (farthest - nearest) <= EVEN_UP_TO:
            return blur_by_probe(signal, pixel_size, conditions)
        nodes = np.linspace(nearest, farthest, LEVELS)
        copies = np.stack([blur_by_probe(signal, pixel_size, conditions, float(dz)) for dz in nodes])
        distance = np.float32(conditions.defocus + middle) - height
        return np.asarray(_mixed(copies, distance, nodes.astype(np.float32)))
    sharpest = 0.0 if nearest <= 0 <= farthest else min(abs(nearest), abs(farthest))
    least, most = (sqrt(base + (alpha * dz) ** 2) for dz in (sharpest, max(abs(nearest), abs(farthest))))
    if most - least <= EVEN_UP_TO:
        return blur_by_probe(signal, pixel_size, conditions)
    count = min(LEVELS, max(2, 1 + int(np.ceil(np.log(most / least) / np.log(STEP)))))
    sigmas = np.geomspace(least, most, count)
    copies = np.stack([blur_evenly(signal, float(sigma)) for sigma in sigmas])
    variance = np.float32(conditions.defocus + middle) - height
    variance *= np.float32(alpha)
    variance *= variance
    variance += np.float32(base)
    return np.asarray(_mixed(copies, variance, (sigmas**2).astype(np.float32)))
