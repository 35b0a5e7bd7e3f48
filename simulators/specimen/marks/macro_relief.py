"""What a mark adds to a surface."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class MacroRelief:
    """What a mark adds to whatever morphology lies in its place; every array has shape (rows, columns), None stands for nothing.

    Attributes
    ----------
    height
        Metres, float32.
    roughness
        Variance of the slope that it adds (or takes, where negative), float32.
    brightness
        Factor on the secondary yield, such as an oxide band's, float32.
    visible
        `Feature` bits, uint32: set where a person would see the mark in this very grid.
    """

    height: NDArray[np.float32] | None = None
    roughness: NDArray[np.float32] | None = None
    brightness: NDArray[np.float32] | None = None
    visible: NDArray[np.uint32] | None = None
