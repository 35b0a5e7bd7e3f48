"""A body that is tilted with the stage."""

import math
from dataclasses import dataclass

from fractoscope.instruments.facility.convex_body import ConvexBody, Vector


@dataclass(frozen=True)
class Tilted:
    """A body turned about an axis that is parallel to u and crosses the optical axis.

    Attributes
    ----------
    body
        As it is at tilt 0.
    angle
        Turn (rad) that lifts the side of larger v.
    height
        Where the axis crosses the optical axis (m).
    """

    body: ConvexBody
    angle: float
    height: float

    def farthest(self, direction: Vector) -> Vector:
        """Ask the body in the direction turned back, and turn the answer."""
        sine, cosine = math.sin(self.angle), math.cos(self.angle)
        back = direction[0], cosine * direction[1] + sine * direction[2], cosine * direction[2] - sine * direction[1]
        u, v, w = self.body.farthest(back)
        w -= self.height
        return u, cosine * v - sine * w, cosine * w + sine * v + self.height
