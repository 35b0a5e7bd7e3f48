"""A round fracture face."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class Disc:
    """A circle: a broken round bar.

    Attributes
    ----------
    x, y
        Centre (m).
    radius
        Of the bar (m).
    """

    x: float
    y: float
    radius: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x_low, y_low, x_high, y_high (m)."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius

    def inside(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the distance to the circle (m), positive inside."""
        across = (grid.xs - self.x).astype(np.float32)[None, :]
        down = (grid.ys - self.y).astype(np.float32)[:, None]
        return np.float32(self.radius) - np.hypot(across, down)

    def on_edge(self, angle: float) -> tuple[float, float]:
        """Return x, y (m) of the place on the circle at an angle (rad, from x towards y)."""
        return self.x + self.radius * float(np.cos(angle)), self.y + self.radius * float(np.sin(angle))
