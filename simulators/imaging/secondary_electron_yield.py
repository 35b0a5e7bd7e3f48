"""How many secondary electrons each place sends to the detector."""

from collections.abc import Sequence
from math import cos, sin

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.imaging.occlusion import occlusion
from fractoscope.simulators.imaging.surroundings import Surroundings
from fractoscope.simulators.specimen.surface import Surface

_CAP = 2.2
_DETECTOR_SIDE = 0.62
_DETECTOR = (-0.35, 0.94)  # unit vector in the plane, towards the upper edge of the image, a little left
_EDGE = 0.22


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _slants(
    height: NDArray[np.float32],
    roughness: NDArray[np.float32],
    pixel: np.float32,
    detector_x: np.float32,
    detector_y: np.float32,
    sine: np.float32,
    cosine: np.float32,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the exponent of the emission, -1.15 / (c cos θ), and the gain or loss by side and edge."""
    rows, columns = height.shape
    exponent = np.empty((rows, columns), np.float32)
    favour = np.empty((rows, columns), np.float32)
    one, half = np.float32(1.0), np.float32(0.5) / pixel
    rate = np.float32(-1.15 / _CAP)
    side, edge, inverse = np.float32(_DETECTOR_SIDE), np.float32(_EDGE), one / pixel
    line = np.empty(columns + 2, np.float32)
    for row in range(rows):
        # A line with its ends carried on keeps bounds out of the inner loop, which is then vectorised.
        line[1:-1] = height[row]
        line[0], line[-1] = height[row, 0], height[row, columns - 1]
        wests, easts = line[:-2], line[2:]
        souths, norths, middles = height[min(row + 1, rows - 1)], height[max(row - 1, 0)], height[row]
        rough, out, gain = roughness[row], exponent[row], favour[row]
        for column in range(columns):
            here = middles[column]
            west, east = wests[column], easts[column]
            north, south = norths[column], souths[column]
            slope_x = (east - west) * half
            slope_y = (north - south) * half
            length = np.sqrt(one + slope_x * slope_x + slope_y * slope_y + rough[column])
            # The share of the normal that points at the beam; what faces away is hidden and its value does not matter.
            out[column] = rate * length / max(cosine + slope_y * sine, np.float32(0.05))
            towards = one - side * (slope_x * detector_x + (slope_y * cosine - sine) * detector_y) / length
            crest = edge * (np.float32(4.0) * here - west - east - north - south) * inverse
            bright = max(crest, np.float32(0.0))
            edges = one + bright / (one + np.float32(0.8) * bright) + max(min(crest, np.float32(0.0)), np.float32(-0.35))
            gain[column] = towards * edges
    return exponent, favour


def secondary_electron_yield(
    surface: Surface, pixel_size: float, tilt: float = 0.0, around: Sequence[Surroundings] = ()
) -> NDArray[np.float32]:
    """Return the collected signal of each place, about 1 on a flat surface, shape (rows, columns), never negative.

    Tilted places emit more, Y = c (1 - exp(-1.15 / (c cos θ))) with a cap c for grazing incidence; slopes too fine for the
    pixels count through `surface.roughness`. Places that face the detector gain, convex edges gain, hollows lose.

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
    exponent, favour = _slants(
        surface.height,
        surface.roughness,
        np.float32(pixel_size),
        np.float32(_DETECTOR[0]),
        np.float32(_DETECTOR[1]),
        np.float32(sin(tilt)),
        np.float32(cos(tilt)),
    )
    # numpy's exponential is vectorised, the compiled one is not.
    signal: NDArray[np.float32] = np.exp(exponent, out=exponent)
    np.subtract(np.float32(1.0), signal, out=signal)
    signal *= np.float32(_CAP)
    signal *= favour
    signal *= occlusion(surface.height, pixel_size, around)
    signal *= surface.yield_factor
    return signal
