"""What a specimen's surface is like over a grid, before any electron hits it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_truth import SurfaceTruth


@dataclass(frozen=True)
class Surface:
    """Relief over a grid; every array has shape (rows, columns), row 0 at the top.

    Attributes
    ----------
    height
        Metres, up from the mean fracture plane, float32.
    roughness
        Variance of the slope that is too fine for this pixel size and is missing from `height`, float32.
    yield_factor
        Brightness of the material in secondary electrons (oxide, tape, fresh metal) about 1, float32.
    atomic_number
        Mean atomic number of the material, float32.
    truth
        What lies at each pixel.
    corners
        Height at the corners of the pixels (m), shape (rows + 1, columns + 1), or None where it was not asked for.
    film
        Share of the secondary electrons that a film of contamination lets through, or None where there is none.
    """

    height: NDArray[np.float32]
    roughness: NDArray[np.float32]
    yield_factor: NDArray[np.float32]
    atomic_number: NDArray[np.float32]
    truth: SurfaceTruth
    corners: NDArray[np.float32] | None = None
    film: NDArray[np.float32] | None = None
