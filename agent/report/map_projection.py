"""From stage coordinates to the map on the page."""

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Self

from fractoscope.agent.mission import Rectangle

_MARGIN = 0.02
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 12.0, 12.0, 44.0


@dataclass(frozen=True)
class MapProjection:
    """A scale and an offset; x to the right, y up, as on the stage.

    Attributes
    ----------
    bounds
        What the map shows (m).
    scale
        Map units a metre.
    left, top, width, height
        Where the drawing field lies (map units).
    """

    bounds: Rectangle
    scale: float
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def fit(cls, bounds: Rectangle, *, width: float = 1000.0, tallest: float = 760.0) -> Self:
        """Return the projection that shows `bounds` with a margin of 2 % within so many map units, to one scale in x and y."""
        across, up = bounds.x_max_m - bounds.x_min_m, bounds.y_max_m - bounds.y_min_m
        margin = _MARGIN * max(across, up)
        wide = Rectangle(
            x_min_m=bounds.x_min_m - margin,
            y_min_m=bounds.y_min_m - margin,
            x_max_m=bounds.x_max_m + margin,
            y_max_m=bounds.y_max_m + margin,
        )
        across, up = across + 2 * margin, up + 2 * margin
        scale = min((width - _LEFT - _RIGHT) / across, (tallest - _TOP - _BOTTOM) / up)
        return cls(wide, scale, _LEFT, _TOP, across * scale, up * scale)

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the whole drawing, axes included (map units)."""
        return self.left + self.width + _RIGHT, self.top + self.height + _BOTTOM

    def x(self, value: float) -> float:
        """Return where a stage x (m) lies on the map."""
        return round(self.left + (value - self.bounds.x_min_m) * self.scale, 2)

    def y(self, value: float) -> float:
        """Return where a stage y (m) lies on the map: upwards on the stage is upwards on the page."""
        return round(self.top + (self.bounds.y_max_m - value) * self.scale, 2)

    def length(self, value: float) -> float:
        """Return a length (m) in map units."""
        return round(value * self.scale, 2)


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most about `most` round values (steps of 1, 2 or 5) between two ends."""
    rough = (high - low) / max(most, 1)
    decade = 10.0 ** floor(log10(rough))
    step = next(factor * decade for factor in (1, 2, 5, 10) if factor * decade >= rough)
    return [index * step for index in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
