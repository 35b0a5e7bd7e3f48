"""Bodies of which only one question is asked: which point lies farthest in a direction."""

from typing import Protocol

Vector = tuple[float, float, float]
"""A point or direction of the chamber (m): u along the stage's x, v along its y, w up the optical axis."""


class ConvexBody(Protocol):
    """Any convex set; this one answer determines it completely."""

    def farthest(self, direction: Vector) -> Vector:
        """Return a point of the body that lies farthest in a direction, which need not have length 1."""
        ...
