"""What one morphology draws, and what is visible of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Relief:
    """Relief and truth of one morphology over a grid; every array has shape (rows, columns).

    Attributes
    ----------
    height
        Metres about a mean near zero, float32.
    roughness
        Variance of the slope that is too fine for this pixel size and was left out of `height`, float32.
    visible
        `Feature` bits of what is drawn with at least 5 px a period or cell, uint32.
    direction
        Angle (rad, from x towards y) of local crack growth where the morphology has one, float32, NaN elsewhere; or None.
    spacing
        Local period (m) where the morphology has one, from the gradient of the drawn phase, float32, NaN elsewhere; or None.
    """

    height: NDArray[np.float32]
    roughness: NDArray[np.float32]
    visible: NDArray[np.uint32]
    direction: NDArray[np.float32] | None = None
    spacing: NDArray[np.float32] | None = None
