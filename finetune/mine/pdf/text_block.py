"""Text on a page with its place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """A rectangle on a page in points (1/72 inch), y up as PDF counts."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points."""
        return self.top - self.bottom

    def joined(self, other: "Area") -> "Area":
        """Return the smallest area that holds both."""
        return Area(min(self.left, other.left), min(self.bottom, other.bottom), max(self.right, other.right), max(self.top, other.top))

    def beside(self, other: "Area") -> float:
        """Return how far both overlap from left to right (points); negative if they do not."""
        return min(self.right, other.right) - max(self.left, other.left)

    def above(self, other: "Area") -> float:
        """Return how far both overlap from bottom to top (points); negative if they do not."""
        return min(self.top, other.top) - max(self.bottom, other.bottom)


@dataclass(frozen=True)
class TextBlock:
    """A line or a paragraph.

    Attributes
    ----------
    text
        As it reads.
    area
        Around its letters: a line without tails and risers is lower than its neighbours.
    page
        From 0.
    size
        Of the type (points).
    """

    text: str
    area: Area
    page: int
    size: float
