"""A rectangle of pixels."""

from fractoscope.instruments.values.frozen_value import FrozenValue


class Box(FrozenValue):
    """Columns from `left` up to, but not including, `right`; rows from `top` up to, but not including, `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Pixels; 0 for a box that is empty."""
        return max(0, self.width) * max(0, self.height)

    @property
    def centre(self) -> tuple[float, float]:
        """Column and row of the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def shifted(self, columns: int, rows: int) -> "Box":
        """Return the box moved right and down."""
        return Box(left=self.left + columns, top=self.top + rows, right=self.right + columns, bottom=self.bottom + rows)

    def joined(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        return Box(
            left=min(self.left, other.left),
            top=min(self.top, other.top),
            right=max(self.right, other.right),
            bottom=max(self.bottom, other.bottom),
        )

    def shared(self, other: "Box") -> int:
        """Return how many pixels both hold."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0, width) * max(0, height)

    def overlap(self, other: "Box") -> float:
        """Return the shared area as a share of the area of both together, 0 to 1."""
        shared = self.shared(other)
        return shared / (self.area + other.area - shared) if shared else 0.0
