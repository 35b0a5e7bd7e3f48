"""How many backscattered electrons each place sends to a ring under the pole piece."""

from collections.abc import Sequence
from math import cos, log, sin

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.imaging.backscatter_coefficient import HIGHEST, backscatter_coefficient
from fractoscope.simulators.imaging.facets import FACETS, facet_slopes, falling_exponential, mean_height
from fractoscope.simulators.imaging.occlusion import occlusion
from fractoscope.simulators.imaging.surroundings import Surroundings
from fractoscope.simulators.specimen.corner_heights import corner_heights
from fractoscope.simulators.specimen.surface import Surface

REFERENCE = 26.0
"""Atomic number whose flat surface has signal 1."""


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def _returned(
    height: NDArray[np.float32],
    corners: NDArray[np.float32],
    roughness: NDArray[np.float32],
    material: NDArray[np.float32],
    pixel: np.float32,
    sine: np.float32,
    cosine: np.float32,
) -> NDArray[np.float32]:
    """Return (η₀ / B)^cos θ cos θ; `material` is ln(η₀ / B)."""
    rows, columns = height.shape
    signal = np.empty((rows, columns), np.float32)
    one, inverse, share = np.float32(1.0), np.float32(1.0) / pixel, np.float32(1.0 / FACETS)
    for row in range(rows):
        centres, rough, numbers, out = height[row], roughness[row], material[row], signal[row]
        nws, nes, sws, ses = corners[row, :-1], corners[row, 1:], corners[row + 1, :-1], corners[row + 1, 1:]
        for column in range(columns):
            total = np.float32(0.0)
            for facet in range(FACETS):
                slope_x, slope_y = facet_slopes(facet, centres[column], nws[column], nes[column], sws[column], ses[column], inverse)
                length = np.sqrt(one + slope_x * slope_x + slope_y * slope_y + rough[column])
                facing = min(max((cosine + slope_y * sine) / length, np.float32(0.02)), one)
                # More come back at a slant, but forwards and away from the ring: the two nearly cancel up to some 45°.
                total += falling_exponential(facing * numbers[column]) * facing
            out[column] = share * total
    return signal


def backscatter_yield(
    surface: Surface, pixel_size: float, voltage: float, tilt: float = 0.0, around: Sequence[Surroundings] = ()
) -> NDArray[np.float32]:
    """Return the collected signal of each place, 1 on flat iron, shape (rows, columns), never negative.

    η(θ) = B (η₀ / B)^cos θ with B = 0.89 (Drescher, Reimer and Seidel 1970, in Reimer, Scanning Electron Microscopy), times cos θ for
    the lobe that leans away from the ring. No edge brightening and no bright side: the ring is round the beam.
    Hollows lose by the root of what they lose in secondary electrons, since the ring sees into them from above.

    Parameters
    ----------
    surface
        What lies under the beam.
    pixel_size
        Pitch of its raster (m).
    voltage
        Accelerating voltage (V).
    tilt
        Of the mean plane about x (rad).
    around
        Relief beyond the raster, which shades it too.
    """
    # The coefficient is smooth in Z: a table saves two logarithms a pixel.
    numbers = np.arange(1.0, 99.5, 0.5)
    table = np.array([log(backscatter_coefficient(float(number), voltage) / HIGHEST) for number in numbers])
    corners = corner_heights(surface.height) if surface.corners is None else surface.corners
    signal: NDArray[np.float32] = _returned(
        surface.height,
        corners,
        surface.roughness,
        np.interp(surface.atomic_number, numbers, table).astype(np.float32),
        np.float32(pixel_size),
        np.float32(sin(tilt)),
        np.float32(cos(tilt)),
    )
    signal *= np.sqrt(occlusion(mean_height(surface.height, corners), pixel_size, around))
    signal *= np.float32(HIGHEST / backscatter_coefficient(REFERENCE, voltage))
    return signal
