"""What was looked at, and what was refused."""

from math import hypot

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.belief import Cells, Observation
from fractoscope.instruments.values import FieldOfView

_SAME_WIDTH = 1.5


class Visits:
    """Fields that need no second look."""

    def __init__(self) -> None:
        self.fields: list[FieldOfView] = []
        # Plain numbers, since a policy asks for each of its many candidates at every step.
        self._done: list[tuple[float, float, float]] = []
        self._apart: NDArray[np.float64] = np.empty(0)
        self._counted = 0

    def ingest(self, observation: Observation) -> None:
        """Remember a frame."""
        field = observation.field
        self.fields.append(field)
        self._done.append((field.x, field.y, field.width))

    def refuse(self, field: FieldOfView) -> None:
        """Remember a field that the microscope will not do."""
        self._done.append((field.x, field.y, field.width))

    def done(self, field: FieldOfView) -> bool:
        """Return True if this place was seen at about this field width, or was refused."""
        x, y, width = field.x, field.y, field.width
        for other_x, other_y, other in self._done:
            if width < _SAME_WIDTH * other and other < _SAME_WIDTH * width and hypot(x - other_x, y - other_y) < 0.25 * min(width, other):
                return True
        return False

    def apart(self, cells: Cells) -> NDArray[np.float64]:
        """Return the distance (m) of each cell to the nearest field looked at, shape (cells,); infinity before the first."""
        if self._apart.shape != cells.x.shape:
            self._apart, self._counted = np.full(cells.x.shape, np.inf), 0
        for field in self.fields[self._counted :]:
            self._apart = np.minimum(self._apart, np.hypot(cells.x - field.x, cells.y - field.y))
        self._counted = len(self.fields)
        return self._apart
