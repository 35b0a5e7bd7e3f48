"""How many secondary electrons each place sends to the detector."""

from collections.abc import Sequence
from math import cos, sin

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.imaging.facets import FACETS, facet_slopes, falling_exponential, mean_height
from fractoscope.simulators.imaging.occlusion import occlusion
from fractoscope.simulators.imaging.surroundings import Surroundings
from fractoscope.simulators.specimen.corner_heights import corner_heights
from fractoscope.simulators.specimen.surface import Surface

_RATE = 1.36
_CAP = 1.5
_DETECTOR_SIDE = 0.75
_DETECTOR = (-0.35, 0.94)  # unit vector in the plane, towards the upper edge of the image, a little left
_EDGE = 0.12


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _emitted(
    height: NDArray[np.float32],
    corners: NDArray[np.float32],
    means: NDArray[np.float32],
    roughness: NDArray[np.float32],
    pixel: np.float32,
    detector_x: np.float32,
    detector_y: np.float32,
    sine: np.float32,
    cosine: np.float32,
) -> NDArray[np.float32]:
    """Return what leaves each pixel towards the detector, before anything stands in its way."""
    rows, columns = height.shape
    signal = np.empty((rows, columns), np.float32)
    one, inverse = np.float32(1.0), np.float32(1.0) / pixel
    rate, cap = np.float32(-_RATE / _CAP), np.float32(_CAP / FACETS)
    side, edge = np.float32(_DETECTOR_SIDE), np.float32(_EDGE)
    line = np.empty(columns + 2, np.float32)
    for row in range(rows):
        # A line with its ends carried on keeps bounds out of the inner loop, which is then vectorised.
        line[1:-1] = means[row]
        line[0], line[-1] = means[row, 0], means[row, columns - 1]
        wests, easts = line[:-2], line[2:]
        souths, norths, middles = means[min(row + 1, rows - 1)], means[max(row - 1, 0)], means[row]
        centres, rough, out = height[row], roughness[row], signal[row]
        nws, nes, sws, ses = corners[row, :-1], corners[row, 1:], corners[row + 1, :-1], corners[row + 1, 1:]
        for column in range(columns):
            total = np.float32(0.0)
            for facet in range(FACETS):
                slope_x, slope_y = facet_slopes(facet, centres[column], nws[column], nes[column], sws[column], ses[column], inverse)
                length = np.sqrt(one + slope_x * slope_x + slope_y * slope_y + rough[column])
                # The share of the normal that points at the beam; what faces away is hidden and its value does not matter.
                facing = max(cosine + slope_y * sine, np.float32(0.05))
                towards = one - side * (slope_x * detector_x + (slope_y * cosine - sine) * detector_y) / length
                total += (one - falling_exponential(rate * length / facing)) * towards
            crest = edge * (np.float32(4.0) * middles[column] - wests[column] - easts[column] - norths[column] - souths[column]) * inverse
            bright = max(crest, np.float32(0.0))
            edges = one + bright / (one + np.float32(0.8) * bright) + max(min(crest, np.float32(0.0)), np.float32(-0.35))
            out[column] = cap * total * edges
    return signal


def secondary_electron_yield(
    surface: Surface, pixel_size: float, tilt: float = 0.0, around: Sequence[Surroundings] = ()
) -> NDArray[np.float32]:
    """Return the collected signal of each place, about 0.9 on a flat surface, shape (rows, columns), never negative.

    Tilted places emit more, Y = c (1 - exp(-1.36 / (c cos θ))) with a cap c for grazing incidence; slopes too fine for the
    pixels count through `surface.roughness`. Places that face the detector gain, convex edges gain, hollows lose. What a film of
    contamination holds back is not taken off.

    Parameters
    ----------
    surface
        What lies under the beam.
    pixel_size
        Pitch of its raster (m).
    tilt
        Of the mean plane about x (rad), positive towards the detector.
    around
        Relief beyond the raster, which shades it too.
    """
    corners = corner_heights(surface.height) if surface.corners is None else surface.corners
    means = mean_height(surface.height, corners)
    signal: NDArray[np.float32] = _emitted(
        surface.height,
        corners,
        means,
        surface.roughness,
        np.float32(pixel_size),
        np.float32(_DETECTOR[0]),
        np.float32(_DETECTOR[1]),
        np.float32(sin(tilt)),
        np.float32(cos(tilt)),
    )
    signal *= occlusion(means, pixel_size, around)
    signal *= surface.yield_factor
    return signal
