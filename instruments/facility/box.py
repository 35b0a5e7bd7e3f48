"""A box."""

import math
from dataclasses import dataclass

from fractoscope.instruments.facility.convex_body import Vector


@dataclass(frozen=True)
class Box:
    """A box with its edges along the axes.

    Attributes
    ----------
    centre
        Its middle (m).
    half
        Half of its edges (m).
    """

    centre: Vector
    half: Vector

    def farthest(self, direction: Vector) -> Vector:
        """Return one of its corners."""
        u, v, w = (middle + math.copysign(half, way) for middle, half, way in zip(self.centre, self.half, direction, strict=True))
        return u, v, w
