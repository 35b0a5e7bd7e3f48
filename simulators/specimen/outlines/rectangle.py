"""A rectangular fracture face."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class Rectangle:
    """An upright rectangle.

    Attributes
    ----------
    x_low, y_low, x_high, y_high
        Its sides (m).
    """

    x_low: float
    y_low: float
    x_high: float
    y_high: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x_low, y_low, x_high, y_high (m)."""
        return self.x_low, self.y_low, self.x_high, self.y_high

    def inside(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the distance to the nearest side (m), positive inside."""
        across = np.minimum(grid.xs - self.x_low, self.x_high - grid.xs).astype(np.float32)[None, :]
        down = np.minimum(grid.ys - self.y_low, self.y_high - grid.ys).astype(np.float32)[:, None]
        inside = np.minimum(across, down)
        outside = (across < 0) & (down < 0)
        if outside.any():
            inside = np.where(outside, -np.hypot(across, down), inside)
        return np.asarray(inside, np.float32)
