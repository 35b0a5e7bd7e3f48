"""A place where a crack started."""

from dataclasses import dataclass
from math import cos, hypot, sin


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

    def distance(self, x: float, y: float) -> float:
        """Return the distance of a place to it (m)."""
        dx, dy = x - self.x, y - self.y
        along = dx * cos(self.angle) + dy * sin(self.angle)
        nearest = min(max(along, -self.half_length), self.half_length)
        return hypot(dx - nearest * cos(self.angle), dy - nearest * sin(self.angle))
