"""What was said at the places that a policy weighs, kept up to date frame by frame."""

from math import hypot

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.belief import BeliefMap, Observation

_HERE = 0.25
"""Share of a frame's width within which it speaks for a place."""

Place = tuple[float, float]


class PlaceMemory:
    """Answers in a time that does not grow with the session: each frame is compared once with each place asked for.

    Parameters
    ----------
    belief
        The map whose frames are followed; they are only ever added to.
    """

    def __init__(self, belief: BeliefMap) -> None:
        self.belief = belief
        self._counted = 0
        self._cells: list[int] = []
        self._told: list[set[str]] = []
        self._numbers: dict[Place, int] = {}
        self._places: NDArray[np.float64] = np.empty((256, 2))
        self._candidates: dict[tuple[float, float, float], dict[str, None]] = {}

    def follow(self) -> None:
        """Take in the frames that came since the last call."""
        for look in self.belief.observations[self._counted :]:
            field = look.field
            self._candidates.setdefault((field.x, field.y, field.width), {}).update(dict.fromkeys(look.tags.candidates))
            known = self._places[: len(self._told)]
            near = np.hypot(known[:, 0] - field.x, known[:, 1] - field.y) < _HERE * field.width
            for number in np.flatnonzero(near):
                self._told[number].update(look.tags.asserted)
        self._counted = len(self.belief.observations)

    def cell(self, x: float, y: float) -> int:
        """Return the map's cell nearest to a place."""
        return self._cells[self._number(x, y)]

    def told(self, x: float, y: float) -> set[str]:
        """Return the features asserted by frames that hold a place near their centre."""
        return self._told[self._number(x, y)]

    def candidates(self, x: float, y: float, width: float) -> tuple[str, ...]:
        """Return the candidates of the frames of exactly that field, in the order in which they came up."""
        return tuple(self._candidates.get((x, y, width), ()))

    def _number(self, x: float, y: float) -> int:
        number = self._numbers.get((x, y))
        if number is None:
            number = self._numbers[x, y] = len(self._told)
            if number == len(self._places):
                self._places = np.concatenate([self._places, np.empty_like(self._places)])
            self._places[number] = x, y
            self._cells.append(self.belief.cells.nearest(x, y))
            self._told.append(
                {name for look in self.belief.observations[: self._counted] if _here(look, x, y) for name in look.tags.asserted}
            )
        return number


def _here(look: Observation, x: float, y: float) -> bool:
    return hypot(look.field.x - x, look.field.y - y) < _HERE * look.field.width
