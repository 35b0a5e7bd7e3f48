"""A ground without waviness."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class LevelGround:
    """A plane.

    Attributes
    ----------
    level
        Its height (m).
    """

    level: float = 0.0

    def over(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the level (m), shape (rows, columns)."""
        return np.full((grid.rows, grid.columns), self.level, np.float32)
