"""What a drawing has room for."""

from math import floor

Extent = tuple[float, float, float, float]
"""Left, top, right and bottom (map units)."""

_CELL = 40.0


class TakenPlaces:
    """Rectangles of a drawing, found again by place: a long session has thousands, and each new one asks whether it meets another.

    Parameters
    ----------
    extents
        What is taken from the beginning.
    """

    def __init__(self, extents: list[Extent]) -> None:
        self._cells: dict[tuple[int, int], list[Extent]] = {}
        for extent in extents:
            self.take(extent)

    def take(self, extent: Extent) -> None:
        """Keep a rectangle."""
        for cell in _cells(extent):
            self._cells.setdefault(cell, []).append(extent)

    def free(self, extent: Extent) -> bool:
        """Return True if a rectangle meets none that is taken."""
        return not any(overlap(extent, other) for cell in _cells(extent) for other in self._cells.get(cell, ()))


def overlap(one: Extent, other: Extent) -> bool:
    """Return True if two rectangles share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _cells(extent: Extent) -> list[tuple[int, int]]:
    across = range(floor(extent[0] / _CELL), floor(extent[2] / _CELL) + 1)
    down = range(floor(extent[1] / _CELL), floor(extent[3] / _CELL) + 1)
    return [(column, row) for column in across for row in down]
