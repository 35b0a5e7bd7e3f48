"""A place where a crack started."""

from dataclasses import dataclass
from math import cos, hypot, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class CrackOrigin:
    """A place where a crack started.

    Attributes
    ----------
    x, y
        Where (m): the middle, if it is a line.
    delay
        Length (m) that the first crack had run when this one started.
    site
        Where it lies on the part: "edge", "corner", "interior" or "notch".
    half_length
        Half of its length (m) if the crack started along a line, such as a notch root.
    angle
        Direction of that line (rad, from x towards y).
    """

    x: float
    y: float
    delay: float = 0.0
    site: str = "edge"
    half_length: float = 0.0
    angle: float = 0.0

    def away(self, grid: SurfaceGrid) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return x and y (m) of each pixel from the nearest point of the origin, shapes that broadcast to (rows, columns)."""
        x = (grid.xs - self.x).astype(np.float32)[None, :]
        y = (grid.ys - self.y).astype(np.float32)[:, None]
        if self.half_length == 0:
            return x, y
        along = np.float32(cos(self.angle)), np.float32(sin(self.angle))
        nearest = np.clip(x * along[0] + y * along[1], np.float32(-self.half_length), np.float32(self.half_length))
        return (x - nearest * along[0]).astype(np.float32), (y - nearest * along[1]).astype(np.float32)

    def distance(self, x: float, y: float) -> float:
        """Return the distance of a place to it (m)."""
        dx, dy = x - self.x, y - self.y
        along = dx * cos(self.angle) + dy * sin(self.angle)
        nearest = min(max(along, -self.half_length), self.half_length)
        return hypot(dx - nearest * cos(self.angle), dy - nearest * sin(self.angle))
