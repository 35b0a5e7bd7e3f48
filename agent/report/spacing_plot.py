"""Striation spacing against distance from the origin, as it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from fractoscope.agent.report.frame_spacing import FrameSpacing
from fractoscope.agent.report.map_drawing import Tick
from fractoscope.agent.report.map_projection import round_ticks

WIDTH, HEIGHT = 760.0, 340.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 16.0, 14.0, 46.0
_DECADE = 4.0
"""Ratio of the largest to the smallest spacing above which the axis is logarithmic: growth multiplies spacings."""


@dataclass(frozen=True)
class PlotPoint:
    """A frame: its place on the plot, and the ends of its uncertainty."""

    frame: int
    x: float
    y: float
    top: float
    bottom: float
    label: str


@dataclass(frozen=True)
class SpacingPlot:
    """The plot, in drawing units.

    Attributes
    ----------
    points
        A point a frame.
    x_ticks, y_ticks
        Distance (mm) and spacing (µm).
    logarithmic
        Whether the axis of spacings is.
    left, top, width, height
        Where the drawing field lies.
    """

    points: tuple[PlotPoint, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    logarithmic: bool
    left: float = _LEFT
    top: float = _TOP
    width: float = WIDTH - _LEFT - _RIGHT
    height: float = HEIGHT - _TOP - _BOTTOM


def draw_spacings(spacings: Sequence[FrameSpacing]) -> SpacingPlot | None:
    """Return the plot of the spacings whose distance from the origin is known, or None with fewer than two."""
    placed = [(item, 1e3 * item.distance_m) for item in spacings if item.distance_m is not None]
    if len(placed) < 2:
        return None
    farthest = max(distance for _, distance in placed) * 1.05 or 1.0
    lows = [1e6 * max(item.spacing_m - item.uncertainty_m, 0.5 * item.spacing_m) for item, _ in placed]
    highs = [1e6 * (item.spacing_m + item.uncertainty_m) for item, _ in placed]
    middles = [1e6 * item.spacing_m for item, _ in placed]
    logarithmic = max(middles) > _DECADE * min(middles)
    low, high = (min(lows) * 0.9, max(highs) * 1.1) if logarithmic else (0.0, max(highs) * 1.08)
    width, height = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM

    def x(distance: float) -> float:
        return round(_LEFT + width * distance / farthest, 1)

    def y(spacing: float) -> float:
        share = log10(spacing / low) / log10(high / low) if logarithmic else spacing / high
        return round(_TOP + height * (1 - share), 1)

    ticks = _decades(low, high) if logarithmic else round_ticks(low, high, 8)
    return SpacingPlot(
        points=tuple(
            PlotPoint(item.frame, x(distance), y(middle), y(above), y(below), f"{middle:.3g} ± {1e6 * item.uncertainty_m:.2g}")
            for (item, distance), middle, below, above in zip(placed, middles, lows, highs, strict=True)
        ),
        x_ticks=tuple(Tick(x(value), f"{value:g}") for value in round_ticks(0.0, farthest, 8)),
        y_ticks=tuple(Tick(y(value), f"{value:g}") for value in ticks),
        logarithmic=logarithmic,
    )


def _decades(low: float, high: float) -> list[float]:
    steps = (float(f"{step}e{power}") for power in range(floor(log10(low)), ceil(log10(high)) + 1) for step in (1, 2, 5))
    return [step for step in steps if low <= step <= high]
