"""A cone cut off at both ends; a cylinder is one."""

import math
from dataclasses import dataclass

from fractoscope.instruments.facility.convex_body import Vector


@dataclass(frozen=True)
class Frustum:
    """A cone cut off at both ends, upright: a cylinder if both radii are equal.

    Attributes
    ----------
    u, v
        Place of its axis (m).
    low, high
        Heights of its faces (m).
    low_radius, high_radius
        Their radii (m).
    """

    u: float
    v: float
    low: float
    high: float
    low_radius: float
    high_radius: float

    def farthest(self, direction: Vector) -> Vector:
        """Return the farthest point of the rim of one face."""
        across = math.hypot(direction[0], direction[1])
        low = self.low_radius * across + self.low * direction[2]
        high = self.high_radius * across + self.high * direction[2]
        radius, height = (self.low_radius, self.low) if low >= high else (self.high_radius, self.high)
        if across == 0:
            return self.u, self.v, height
        # Divided first: the radius by a length near the smallest number there is would be infinite.
        return self.u + radius * (direction[0] / across), self.v + radius * (direction[1] / across), height
