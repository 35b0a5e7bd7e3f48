"""A body that is shifted about."""

from dataclasses import dataclass

from fractoscope.instruments.facility.box import Box
from fractoscope.instruments.facility.convex_body import ConvexBody, Vector


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
