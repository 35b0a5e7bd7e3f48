"""The whole surface."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class Everywhere:
    """The whole surface."""

    def share(self, grid: SurfaceGrid) -> NDArray[np.float32] | None:
        """Return 1 everywhere, shape (rows, columns)."""
        return np.ones((grid.rows, grid.columns), np.float32)
