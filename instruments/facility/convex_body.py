"""Bodies of which only one question is asked: which point lies farthest in a direction."""

import math
from dataclasses import dataclass
from typing import Protocol

Vector = tuple[float, float, float]
"""A point or direction of the chamber (m): u along the stage's x, v along its y, w up the optical axis."""


class ConvexBody(Protocol):
    """Any convex set; this one answer determines it completely."""

    def farthest(self, direction: Vector) -> Vector:
        """Return a point of the body that lies farthest in a direction, which need not have length 1."""
        ...


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


@dataclass(frozen=True)
class Swept:
    """Everywhere that a body gets while it is shifted about within a box: the Minkowski sum of both, itself convex.

    Attributes
    ----------
    body
        The body.
    shifts
        A box of displacements.
    """

    body: ConvexBody
    shifts: Box

    def farthest(self, direction: Vector) -> Vector:
        """Return the sum of both farthest points."""
        a, b = self.body.farthest(direction), self.shifts.farthest(direction)
        return a[0] + b[0], a[1] + b[1], a[2] + b[2]


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
