"""A fracture face with straight sides."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class Polygon:
    """Any simple polygon.

    Attributes
    ----------
    corners
        x, y of each corner (m), in either sense of rotation, the last joined to the first.
    """

    corners: tuple[tuple[float, float], ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x_low, y_low, x_high, y_high (m)."""
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def inside(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the distance to the nearest side (m), positive inside."""
        x, y = grid.xs[None, :], grid.ys[:, None]
        nearest = np.full((grid.rows, grid.columns), np.inf, np.float32)
        within = np.zeros(nearest.shape, np.bool_)
        for (x0, y0), (x1, y1) in zip(self.corners, self.corners[1:] + self.corners[:1], strict=True):
            dx, dy = x1 - x0, y1 - y0
            share = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0, 1)
            distance = np.hypot((x - x0 - share * dx).astype(np.float32), (y - y0 - share * dy).astype(np.float32))
            np.minimum(nearest, distance, out=nearest)
            if dy != 0:
                # A ray to the right crosses the sides an odd number of times from inside.
                within ^= ((y0 > y) != (y1 > y)) & (x < x0 + (y - y0) / dy * dx)
        return np.where(within, nearest, -nearest)
