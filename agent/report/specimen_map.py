"""Drawing the specimen: what it is, where it was looked at, and what was found there."""

from collections.abc import Sequence
from math import atan2, cos, pi, sin

from fractoscope.agent.belief import BeliefMap, LineSighting, OriginEstimate
from fractoscope.agent.mission import Area, Rectangle
from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.map_drawing import Box, FieldMark, GrowthMark, MapDrawing, OriginMark, Tick
from fractoscope.agent.report.map_labels import number_tags, occupied
from fractoscope.agent.report.map_projection import MapProjection, round_ticks
from fractoscope.agent.report.map_zones import target_height, unseen_boxes, zone_borders, zone_patches, zone_tags
from fractoscope.agent.report.names import mode_name
from fractoscope.agent.report.quantities import percent
from fractoscope.agent.report.scale_bar import scale_bar
from fractoscope.agent.verdict import ZoneVerdict, find_zones

_DRAWN = 16.0
_PICTURED = 12.0
_AXIS = 15.0


def draw_map(belief: BeliefMap, sheets: Sequence[FrameSheet], verdicts: Sequence[ZoneVerdict]) -> MapDrawing:
    """Return the map of a session.

    Parameters
    ----------
    belief
        After the last frame.
    sheets
        All frames.
    verdicts
        Of the zones to be numbered.
    """
    area, zones, origin = belief.area, find_zones(belief), belief.origin()
    projection = MapProjection.fit(_extent(area.bounds, sheets))
    marks = [field for sheet in sheets if (field := _field_mark(sheet, belief, projection)) is not None]
    # Wide fields first: a narrow one lies on top of them.
    marks.sort(key=lambda field: (-field.box.width, field.number))
    fields = tuple(field for field in marks if field.box.width >= _DRAWN)
    dots = tuple(field for field in marks if field.box.width < _DRAWN)
    patches = zone_patches(belief, projection)
    bar = scale_bar(0.5 * projection.width / projection.scale)
    growth = tuple(axis for sheet in sheets if (axis := growth_mark(sheet, projection)) is not None)
    origin_mark = None if origin is None else _origin(origin, projection)
    numbers = number_tags(fields, dots, projection, occupied(growth, origin_mark))
    bounds = projection.bounds
    return MapDrawing(
        projection=projection,
        outline=tuple(_rectangle(box, projection) for box in _outline(area)),
        outline_name="Field to visit" if area.targets else "Outline as the mission gives it",
        patches=patches,
        borders=zone_borders(belief, zones, projection),
        unseen=unseen_boxes(belief, projection),
        fields=fields,
        dots=dots,
        numbers=numbers,
        growth=growth,
        zones=zone_tags(belief, zones, verdicts, numbers, projection) if area.outline else (),
        origin=origin_mark,
        x_ticks=tuple(Tick(projection.x(x), _millimetres(x)) for x in round_ticks(bounds.x_min_m, bounds.x_max_m, 10)),
        y_ticks=tuple(Tick(projection.y(y), _millimetres(y)) for y in round_ticks(bounds.y_min_m, bounds.y_max_m, 8)),
        bar=projection.length(bar.length),
        bar_label=bar.label,
        legend=tuple((patch.label, mode_name(patch.label)) for patch in patches),
    )


def growth_mark(sheet: FrameSheet, projection: MapProjection) -> GrowthMark | None:
    """Return the mean axis of growth of a frame as a short line at its tiles' mean place, or None without striations.

    Axes are averaged on doubled angles, weighted by coherence and probability, since an axis has two opposite directions.
    """
    lines = sheet.seen.lines if sheet.seen is not None else ()
    total = sum(map(_weight, lines))
    if total <= 0:
        return None
    angle = (
        atan2(sum(_weight(line) * sin(2 * line.angle) for line in lines), sum(_weight(line) * cos(2 * line.angle) for line in lines)) / 2
    )
    x = projection.x(sum(_weight(line) * line.x for line in lines) / total)
    y = projection.y(sum(_weight(line) * line.y for line in lines) / total)
    across, up = _AXIS * cos(angle % pi), _AXIS * sin(angle % pi)
    # Rows of the page run down, y of the stage runs up.
    return GrowthMark(sheet.number, round(x - across, 2), round(y + up, 2), round(x + across, 2), round(y - up, 2))


def _weight(line: LineSighting) -> float:
    return line.coherence * line.probability


def _field_mark(sheet: FrameSheet, belief: BeliefMap, projection: MapProjection) -> FieldMark | None:
    field = sheet.field
    if field is None:
        return None
    height = field.width * sheet.aspect
    box = Box(
        projection.x(field.x - field.width / 2),
        projection.y(field.y + height / 2),
        projection.length(field.width),
        projection.length(height),
    )
    label = belief.dominant[belief.cells.nearest(field.x, field.y)]
    small = sheet.thumbnail
    return FieldMark(sheet.number, box, label, (small.columns, small.rows) if small is not None and box.width >= _PICTURED else None)


def _extent(bounds: Rectangle, sheets: Sequence[FrameSheet]) -> Rectangle:
    """Return the smallest rectangle around the specimen and all fields."""
    fields = [(sheet.field, sheet.field.width * sheet.aspect) for sheet in sheets if sheet.field is not None]
    return Rectangle(
        x_min_m=min([bounds.x_min_m, *(field.x - field.width / 2 for field, _ in fields)]),
        x_max_m=max([bounds.x_max_m, *(field.x + field.width / 2 for field, _ in fields)]),
        y_min_m=min([bounds.y_min_m, *(field.y - height / 2 for field, height in fields)]),
        y_max_m=max([bounds.y_max_m, *(field.y + height / 2 for field, height in fields)]),
    )


def _outline(area: Area) -> list[Rectangle]:
    targets = (
        Rectangle(
            x_min_m=target.x_m - target.width_m / 2,
            x_max_m=target.x_m + target.width_m / 2,
            y_min_m=target.y_m - target_height(target) / 2,
            y_max_m=target.y_m + target_height(target) / 2,
        )
        for target in area.targets
    )
    return [*area.outline, *targets]


def _rectangle(box: Rectangle, projection: MapProjection) -> Box:
    return Box(
        projection.x(box.x_min_m),
        projection.y(box.y_max_m),
        projection.length(box.x_max_m - box.x_min_m),
        projection.length(box.y_max_m - box.y_min_m),
    )


def _origin(origin: OriginEstimate, projection: MapProjection) -> OriginMark:
    x, y, radius = projection.x(origin.x_m), projection.y(origin.y_m), projection.length(origin.radius_m)
    above, below = round(y - radius - 7, 2), round(y + radius + 17, 2)
    height = above if above > projection.top + 15 else below
    return OriginMark(x, y, radius, f"origin, {percent(origin.probability)}", x, height)


def _millimetres(value: float) -> str:
    return f"{round(value * 1e3, 6) + 0:g}".replace("-", "−")
