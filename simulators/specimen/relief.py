"""What one morphology draws, and what is visible of it."""

from dataclasses import dataclass
from enum import IntFlag
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class Feature(IntFlag):
    """Bits of the features that the twin can draw; the names in lower case are the taxonomy's identifiers."""

    EQUIAXED_DIMPLES = 1
    CLEAVAGE_FACETS = 2
    RIVER_PATTERN = 4
    INTERGRANULAR_FACETS = 8
    FATIGUE_STRIATIONS = 16
    RUBBED_SURFACE = 32
    NON_FRACTURE_SURFACE = 64
    MOUNTING_HARDWARE = 128


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
        `Feature` bits of what is drawn with at least 5 px a period or cell, uint16.
    direction
        Angle (rad, from x towards y) of local crack growth where the morphology has one, float32, NaN elsewhere; or None.
    spacing
        Local period (m) where the morphology has one, from the gradient of the drawn phase, float32, NaN elsewhere; or None.
    """

    height: NDArray[np.float32]
    roughness: NDArray[np.float32]
    visible: NDArray[np.uint16]
    direction: NDArray[np.float32] | None = None
    spacing: NDArray[np.float32] | None = None


class Morphology(Protocol):
    """A way in which a surface can be broken."""

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the relief where `mask` is True (elsewhere anything finite); the same at a place whatever the grid."""
        ...
