"""What was looked at, and what was refused."""

from math import hypot

from fractoscope.agent.belief import Observation
from fractoscope.instruments.values import FieldOfView

_SAME_WIDTH = 1.5


class Visits:
    """Fields that need no second look."""

    def __init__(self) -> None:
        self.fields: list[FieldOfView] = []
        self._refused: list[FieldOfView] = []

    def ingest(self, observation: Observation) -> None:
        """Remember a frame."""
        self.fields.append(observation.field)

    def refuse(self, field: FieldOfView) -> None:
        """Remember a field that the microscope will not do."""
        self._refused.append(field)

    def done(self, field: FieldOfView) -> bool:
        """Return True if this place was seen at about this field width, or was refused."""
        return any(self._alike(field, other) for other in (*self.fields, *self._refused))

    def distance(self, x: float, y: float) -> float:
        """Return the distance (m) to the nearest field that was looked at; infinity before the first."""
        return min((hypot(x - other.x, y - other.y) for other in self.fields), default=float("inf"))

    @staticmethod
    def _alike(one: FieldOfView, other: FieldOfView) -> bool:
        ratio = max(one.width, other.width) / min(one.width, other.width)
        return ratio < _SAME_WIDTH and hypot(one.x - other.x, one.y - other.y) < 0.25 * min(one.width, other.width)
