"""One straight travel of the stage, as a function of time."""

from collections.abc import Mapping
from dataclasses import dataclass

from fractoscope.instruments.values import AxisRange, StagePosition


@dataclass(frozen=True)
class StageTravel:
    """A straight line at constant speed, on all axes together.

    Attributes
    ----------
    start, target
        Where the travel begins and ends.
    began
        Clock time at the start (s).
    duration
        Travel time (s).
    """

    start: StagePosition
    target: StagePosition
    began: float
    duration: float

    @classmethod
    def plan(cls, start: StagePosition, target: StagePosition, began: float, axes: Mapping[str, AxisRange]) -> "StageTravel":
        """Return the travel in which the slowest axis runs at its full speed; an axis without a speed takes no time."""
        durations = (abs(getattr(target, name) - getattr(start, name)) / axis.speed for name, axis in axes.items() if axis.speed)
        return cls(start=start, target=target, began=began, duration=max(durations, default=0.0))

    def share(self, time: float) -> float:
        """Return how much of the way is done at a clock time, from 0 to 1."""
        return 1.0 if self.duration <= 0 else min(1.0, max(0.0, (time - self.began) / self.duration))

    def at(self, time: float) -> StagePosition:
        """Return where the stage is at a clock time."""
        share = self.share(time)
        if share == 1.0:
            return self.target
        # An axis that rests keeps its value to the last digit, which a weighted sum of two equal values does not.
        moved = {name: (1 - share) * here + share * there for name, here, there in self._ends if here != there}
        return self.start.replace(**moved)

    def way(self, time: float) -> dict[str, float]:
        """Return how far each axis has come at a clock time, signed (m, rad)."""
        place = self.at(time)
        return {name: getattr(place, name) - here for name, here, _ in self._ends}

    @property
    def _ends(self) -> tuple[tuple[str, float, float], ...]:
        return tuple((name, here, getattr(self.target, name)) for name, here in self.start)
