"""One body."""

from dataclasses import dataclass

import numpy as np

from fractoscope.simulators.specimen.overlays.bodies import Bodies
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class OnePlace:
    """A single body at a known place, such as the defect at an origin.

    Attributes
    ----------
    x, y
        Its centre (m).
    radius
        Of the circle of the same area (m).
    seed
        Decides its outline and detail.
    stretch
        Long half axis over `radius`, at least 1.
    angle
        Direction of the long axis (rad).
    """

    x: float
    y: float
    radius: float
    seed: int = 0
    stretch: float = 1.0
    angle: float = 0.0

    def near(self, grid: SurfaceGrid, reach: float) -> Bodies:
        """Return the body if it touches the grid and is wider than 2 pixels."""
        x, y, radius, stretch, angle = (np.array([value]) for value in (self.x, self.y, self.radius, self.stretch, self.angle))
        return Bodies(x, y, radius, stretch, angle, np.array([self.seed & 0xFFFFFFFF], np.uint32)).near(grid, reach)

    def left_out(self, pixel_size: float) -> float:
        """Return 0: one body below a pixel changes nothing that a mean over the surface could hold."""
        del pixel_size
        return 0.0
