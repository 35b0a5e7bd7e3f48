"""Fields that need no second look, found without going through all of them."""

from collections import defaultdict
from math import floor, hypot

_SAME_WIDTH = 1.5
_SAME_PLACE = 0.25

Square = tuple[int, int]


class FieldIndex:
    """Fields by width and, for each width, by squares as large as the distance within which two fields are one.

    A policy asks about each of its many candidates at every step: going through all fields would make a step of a long session cost
    a hundred times as much as its first.
    """

    def __init__(self) -> None:
        self._places: dict[float, dict[Square, list[tuple[float, float]]]] = {}
        self._found: set[tuple[float, float, float]] = set()

    def add(self, x: float, y: float, width: float) -> None:
        """Take in a field by centre and width (m)."""
        squares = self._places.setdefault(width, defaultdict(list))
        squares[floor(x / (_SAME_PLACE * width)), floor(y / (_SAME_PLACE * width))].append((x, y))

    def holds(self, x: float, y: float, width: float) -> bool:
        """Return True if a field of about this width lies about this place: 1.5 × at most, and within a quarter of the smaller width."""
        # Fields are never taken out, so what was found once stays found.
        if (x, y, width) in self._found:
            return True
        for other, squares in self._places.items():
            if width < _SAME_WIDTH * other and other < _SAME_WIDTH * width and _near(squares, x, y, other, _SAME_PLACE * min(width, other)):
                self._found.add((x, y, width))
                return True
        return False


def _near(squares: dict[Square, list[tuple[float, float]]], x: float, y: float, width: float, reach: float) -> bool:
    column, row = floor(x / (_SAME_PLACE * width)), floor(y / (_SAME_PLACE * width))
    return any(
        hypot(x - other_x, y - other_y) < reach
        for i in (column - 1, column, column + 1)
        for j in (row - 1, row, row + 1)
        for other_x, other_y in squares.get((i, j), ())
    )
