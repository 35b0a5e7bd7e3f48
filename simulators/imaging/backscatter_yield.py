"""How many backscattered electrons each place sends to a ring under the pole piece."""

from collections.abc import Sequence
from math import cos, log, sin

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fractoscope.simulators.imaging.backscatter_coefficient import HIGHEST, backscatter_coefficient
from fractoscope.simulators.imaging.occlusion import occlusion
from fractoscope.simulators.imaging.surroundings import Surroundings
from fractoscope.simulators.specimen.surface import Surface

REFERENCE = 26.0
"""Atomic number whose flat surface has signal 1."""


@njit(cache=True, nogil=True, fastmath=True)
def _slants(
    height: NDArray[np.float32],
    roughness: NDArray[np.float32],
    material: NDArray[np.float32],
    pixel: np.float32,
    sine: np.float32,
    cosine: np.float32,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return cos θ ln(η₀ / B) and cos θ."""
    rows, columns = height.shape
    exponent = np.empty((rows, columns), np.float32)
    facings = np.empty((rows, columns), np.float32)
    one, half = np.float32(1.0), np.float32(0.5) / pixel
    for row in range(rows):
        up, down = max(row - 1, 0), min(row + 1, rows - 1)
        for column in range(columns):
            left, right = max(column - 1, 0), min(column + 1, columns - 1)
            slope_x = (height[row, right] - height[row, left]) * half
            slope_y = (height[up, column] - height[down, column]) * half
            length = np.sqrt(one + slope_x * slope_x + slope_y * slope_y + roughness[row, column])
            facing = min(max((cosine + slope_y * sine) / length, np.float32(0.02)), one)
            facings[row, column] = facing
            exponent[row, column] = facing * material[row, column]
    return exponent, facings


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
    signal: NDArray[np.float32]
    signal, facing = _slants(
        surface.height,
        surface.roughness,
        np.interp(surface.atomic_number, numbers, table).astype(np.float32),
        np.float32(pixel_size),
        np.float32(sin(tilt)),
        np.float32(cos(tilt)),
    )
    np.exp(signal, out=signal)
    # More come back at a slant, but forwards and away from the ring: the two nearly cancel up to some 45°.
    signal *= facing
    signal *= np.sqrt(occlusion(surface.height, pixel_size, around))
    signal *= np.float32(HIGHEST / backscatter_coefficient(REFERENCE, voltage))
    return signal
