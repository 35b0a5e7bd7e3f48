"""The level that an overlay is cut into or lies on."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class Ground(Protocol):
    """The surface without its fine relief: waviness and macroscopic marks, but no dimple, facet or striation.

    A pore is cut to a depth below it and a particle lies on it; measured from the relief itself they would copy every dimple that
    was there before them. A `FractalNoise` is a ground.
    """

    def over(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the level (m), shape (rows, columns); the same at a place whatever the grid."""
        ...
