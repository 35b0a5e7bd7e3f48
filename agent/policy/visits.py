"""What was looked at, and what was refused."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.belief import Cells, Observation
from fractoscope.agent.policy.field_index import FieldIndex
from fractoscope.instruments.values import FieldOfView


class Visits:
    """Fields that need no second look."""

    def __init__(self) -> None:
        self.fields: list[FieldOfView] = []
        self._done = FieldIndex()
        self._known: NDArray[np.float64] = np.empty((256, 3))
        self._apart: NDArray[np.float64] = np.empty(0)
        self._counted = 0

    def ingest(self, observation: Observation) -> None:
        """Remember a frame."""
        field = observation.field
        if len(self.fields) == len(self._known):
            self._known = np.concatenate([self._known, np.empty_like(self._known)])
        self._known[len(self.fields)] = field.x, field.y, field.width
        self.fields.append(field)
        self._done.add(field.x, field.y, field.width)

    def refuse(self, field: FieldOfView) -> None:
        """Remember a field that the microscope will not do."""
        self._done.add(field.x, field.y, field.width)

    def done(self, field: FieldOfView) -> bool:
        """Return True if this place was seen at about this field width, or was refused."""
        return self._done.holds(field.x, field.y, field.width)

    def narrowest(self, x: float, y: float, reach: float) -> float:
        """Return the least width (m) of the fields looked at whose centres lie within `reach` (m) of a place; infinity if none does."""
        known = self._known[: len(self.fields)]
        near = np.hypot(known[:, 0] - x, known[:, 1] - y) < reach
        return float(known[near, 2].min(initial=np.inf))

    def apart(self, cells: Cells) -> NDArray[np.float64]:
        """Return the distance (m) of each cell to the nearest field looked at, shape (cells,); infinity before the first."""
        if self._apart.shape != cells.x.shape:
            self._apart, self._counted = np.full(cells.x.shape, np.inf), 0
        for field in self.fields[self._counted :]:
            self._apart = np.minimum(self._apart, np.hypot(cells.x - field.x, cells.y - field.y))
        self._counted = len(self.fields)
        return self._apart
