"""What is drawn on the map, in map units."""

from dataclasses import dataclass

from fractoscope.agent.report.map_projection import MapProjection


@dataclass(frozen=True)
class Box:
    """A rectangle: its upper left corner, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Patch:
    """Part of a zone: boxes of one colour."""

    label: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class FieldMark:
    """A visited field: its box, colour label, and the pixels (columns, rows) of the picture that the map shows in it, or None."""

    number: int
    box: Box
    label: str
    picture: tuple[int, int] | None


@dataclass(frozen=True)
class NumberTag:
    """Numbers of frames that share a place on the page, written at (x, y)."""

    x: float
    y: float
    anchor: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class GrowthMark:
    """An axis of growth in one frame: a line from (x1, y1) to (x2, y2), without a sense."""

    number: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class ZoneTag:
    """A zone's number at a place inside it."""

    zone: int
    x: float
    y: float


@dataclass(frozen=True)
class OriginMark:
    """The region of the origin, and its label written around (label_x, label_y)."""

    x: float
    y: float
    radius: float
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Tick:
    """A value on an axis: where, and how it is written (mm)."""

    at: float
    label: str


@dataclass(frozen=True)
class MapDrawing:
    """The whole map.

    Attributes
    ----------
    projection
        Where everything lies.
    outline, outline_name
        What the mission names, and what that is.
    patches, borders
        Zones as colours, and the SVG path between them.
    unseen
        Where no frame speaks.
    fields, dots
        Visited fields large enough to draw, and those that are dots.
    numbers
        Frame numbers.
    growth
        Axes of growth from striations.
    zones
        Zone numbers.
    origin
        Where the crack is believed to have begun, or None.
    x_ticks, y_ticks, bar, bar_label
        Axes in mm and a scale bar of `bar` map units.
    legend
        Labels on the map with their names, in order of area.
    """

    projection: MapProjection
    outline: tuple[Box, ...]
    outline_name: str
    patches: tuple[Patch, ...]
    borders: str
    unseen: tuple[Box, ...]
    fields: tuple[FieldMark, ...]
    dots: tuple[FieldMark, ...]
    numbers: tuple[NumberTag, ...]
    growth: tuple[GrowthMark, ...]
    zones: tuple[ZoneTag, ...]
    origin: OriginMark | None
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    bar: float
    bar_label: str
    legend: tuple[tuple[str, str], ...]
