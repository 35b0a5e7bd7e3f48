"""What is true of a surface at each pixel."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class SurfaceTruth:
    """Ground truth over a grid; every array has shape (rows, columns), row 0 at the top.

    Attributes
    ----------
    zone
        Index of the zone in the specimen's `zones`, uint8.
    visible
        `Feature` bits that an observer of this very grid can see at the pixel, uint32.
    direction
        Local crack growth direction (rad, from x towards y), float32, NaN where the morphology shows none.
    macro_direction
        Direction away from the origin that the crack came from (rad, from x towards y), float32.
    distance
        Distance to that origin (m), float32.
    spacing
        Local period of the relief (m), float32, NaN where there is none.
    origin
        Index in the specimen's `origins` of the one from which the crack came, uint8; None where only one is known of.
    """

    zone: NDArray[np.uint8]
    visible: NDArray[np.uint32]
    direction: NDArray[np.float32]
    macro_direction: NDArray[np.float32]
    distance: NDArray[np.float32]
    spacing: NDArray[np.float32]
    origin: NDArray[np.uint8] | None = None
