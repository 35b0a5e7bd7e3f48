"""How far the suite may go."""

from typing import Literal, get_args

from pydantic import Field

from fractoscope.instruments.values import AxisRange, Capabilities, FrozenValue, StagePosition

Axis = Literal["x", "y", "z", "tilt", "rotation"]

AXES: tuple[Axis, ...] = get_args(Axis)

ANGLE_REACH = 5e-3
"""How far (rad) tilt and rotation go to either side where they are allowed to: 0.3°, which is 50 µm at 10 mm from the axis."""


class Neighbourhood(FrozenValue):
    """The place where the suite works, and how far around it.

    Attributes
    ----------
    home
        Where the stage stands before the run, and after it.
    reach
        How far x, y and z may go to either side of it (m).
    field_width
        Horizontal field width (m) of the frames; some are twice as wide, none is narrower.
    axes
        Axes that may move at all.
    tolerance
        How far (m) from its target an axis may stop.
    angle_tolerance
        The same for tilt and rotation (rad).
    """

    home: StagePosition
    reach: float = Field(default=0.1e-3, gt=0)
    field_width: float = Field(gt=0)
    axes: frozenset[Axis] = frozenset({"x", "y"})
    tolerance: float = Field(default=5e-6, gt=0)
    angle_tolerance: float = Field(default=0.5e-3, gt=0)

    def span(self, axis: Axis, capabilities: Capabilities) -> tuple[StagePosition, StagePosition]:
        """Return the two ends of the way that an axis may go, cut down to the microscope's own range."""
        here = getattr(self.home, axis)
        reach = self.reach_of(axis)
        limits = capabilities.axes[axis]
        low, high = max(here - reach, limits.low), min(here + reach, limits.high)
        return self.home.replace(**{axis: low}), self.home.replace(**{axis: high})

    def reach_of(self, axis: Axis) -> float:
        """Return how far an axis may go to either side (m or rad)."""
        return ANGLE_REACH if axis in {"tilt", "rotation"} else self.reach

    def tolerance_of(self, axis: Axis) -> float:
        """Return how far from its target an axis may stop (m or rad)."""
        return self.angle_tolerance if axis in {"tilt", "rotation"} else self.tolerance

    def miss(self, position: StagePosition, target: StagePosition) -> str:
        """Return in words which axes stand farther from a target than allowed; empty if none does."""
        gaps = {axis: getattr(position, axis) - getattr(target, axis) for axis in AXES}
        return ", ".join(f"{axis} by {gap:.3g}" for axis, gap in gaps.items() if abs(gap) > self.tolerance_of(axis))

    def require(self, target: StagePosition) -> None:
        """Refuse a target of the suite's own that leaves the neighbourhood.

        Raises
        ------
        LimitExceeded
            With the axis and how far it may go.
        """
        for axis in AXES:
            here = getattr(self.home, axis)
            reach = self.reach_of(axis) if axis in self.axes else 0.0
            slack = self.tolerance_of(axis)
            unit = "rad" if axis in {"tilt", "rotation"} else "m"
            AxisRange(low=here - reach - slack, high=here + reach + slack, unit=unit).check(axis, getattr(target, axis))


def usual_field_width(present: float, capabilities: Capabilities) -> float:
    """Return the present field width (m), or the nearest at which one twice as wide is allowed too.

    Raises
    ------
    LimitExceeded
        If the range leaves no room for both.
    """
    limits = capabilities.settings.get("field_width")
    if limits is None:
        return present
    limits.check("field_width", 2 * limits.low)
    return min(max(present, limits.low), limits.high / 2)
