"""Frame numbers on the map, placed so that they do not cover each other."""

from collections.abc import Sequence
from math import floor, hypot

from fractoscope.agent.report.map_drawing import Box, FieldMark, GrowthMark, NumberTag, OriginMark, ZoneTag
from fractoscope.agent.report.map_projection import MapProjection
from fractoscope.agent.report.taken_places import Extent, TakenPlaces, overlap

_NEAR = 13.0
_GAP = 7.0
_CHARACTER, _LINE = 6.6, 12.0
_MOST = 6
_ZONE = 13.0
_MOST_TAGS = 300
"""More of them than this cover the map; the fields themselves are links to their frames."""


def number_tags(
    fields: Sequence[FieldMark], dots: Sequence[FieldMark], projection: MapProjection, occupied: Sequence[Extent] = ()
) -> tuple[NumberTag, ...]:
    """Return the numbers of all fields: in a corner of a drawn one, beside a dot, one list where several coincide.

    None where there are more lists than a map has room for.

    Parameters
    ----------
    fields, dots
        What is to be numbered.
    projection
        Where the drawing ends.
    occupied
        Places to leave free.
    """
    tags: list[NumberTag] = []
    taken = TakenPlaces([*occupied, *(_around(mark) for mark in dots)])
    wanted = [(_in_corners(box), numbers) for box, numbers in _same_boxes(fields)]
    wanted += [(_beside(cluster), tuple(sorted(mark.number for mark in cluster))) for cluster in _clusters(dots)]
    for places, numbers in wanted if len(wanted) <= _MOST_TAGS else ():
        options = [NumberTag(x, y, anchor, numbers) for x, y, anchor in places]
        inside = [tag for tag in options if _inside(_extent(tag), projection)] or options
        tag = next((tag for tag in inside if taken.free(_extent(tag))), inside[0])
        tags.append(tag)
        taken.take(_extent(tag))
    return tuple(tags)


def occupied(growth: Sequence[GrowthMark], origin: OriginMark | None) -> list[Extent]:
    """Return the places that axes of growth and the origin's label take."""
    steps = (0.0, 0.25, 0.5, 0.75, 1.0)
    points = [(mark.x1 + step * (mark.x2 - mark.x1), mark.y1 + step * (mark.y2 - mark.y1)) for mark in growth for step in steps]
    taken = [(x - 3, y - 3, x + 3, y + 3) for x, y in points]
    if origin is not None:
        half = _CHARACTER * len(origin.label) / 2
        taken.append((origin.label_x - half, origin.label_y - _LINE, origin.label_x + half, origin.label_y + 3))
    return taken


def shown_numbers(tag: NumberTag) -> tuple[int, ...]:
    """Return the numbers that are written out; a crowd is cut after six."""
    return tag.numbers[:_MOST]


def covers(zone: ZoneTag, numbers: Sequence[NumberTag]) -> bool:
    """Return True if a zone's number would lie on a frame's."""
    around = (zone.x - _ZONE, zone.y - _ZONE, zone.x + _ZONE, zone.y + _ZONE)
    return any(overlap(around, _extent(tag)) for tag in numbers)


def _same_boxes(fields: Sequence[FieldMark]) -> list[tuple[Box, tuple[int, ...]]]:
    groups: dict[tuple[int, int], list[FieldMark]] = {}
    for mark in fields:
        groups.setdefault((round(mark.box.x / _NEAR), round(mark.box.y / _NEAR)), []).append(mark)
    return [(group[0].box, tuple(sorted(mark.number for mark in group))) for group in groups.values()]


def _in_corners(box: Box) -> list[tuple[float, float, str]]:
    left, right, top, bottom = box.x + 4, box.x + box.width - 4, box.y + 13, box.y + box.height - 4
    return [(left, top, "start"), (right, top, "end"), (left, bottom, "start"), (right, bottom, "end")]


def _beside(cluster: Sequence[FieldMark]) -> list[tuple[float, float, str]]:
    x, y = (sum(values) / len(cluster) for values in zip(*map(_middle, cluster), strict=True))
    sides = ((_GAP, "start"), (-_GAP, "end"))
    return [(x + across, y + down, anchor) for down in (4.0, -9.0, 17.0, -22.0, 30.0) for across, anchor in sides]


def _clusters(dots: Sequence[FieldMark]) -> list[list[FieldMark]]:
    clusters: list[list[FieldMark]] = []
    near: dict[tuple[int, int], list[list[FieldMark]]] = {}
    for mark in dots:
        x, y = _middle(mark)
        column, row = floor(x / _NEAR), floor(y / _NEAR)
        around = [cluster for i in (-1, 0, 1) for j in (-1, 0, 1) for cluster in near.get((column + i, row + j), ())]
        for cluster in around:
            if hypot(x - _middle(cluster[0])[0], y - _middle(cluster[0])[1]) < _NEAR:
                cluster.append(mark)
                break
        else:
            clusters.append([mark])
            near.setdefault((column, row), []).append(clusters[-1])
    return clusters


def _extent(tag: NumberTag) -> Extent:
    width = _CHARACTER * len(", ".join(map(str, shown_numbers(tag)))) + (2 * _CHARACTER if len(tag.numbers) > _MOST else 0)
    x = tag.x - width if tag.anchor == "end" else tag.x
    return x, tag.y - _LINE + 2, x + width, tag.y + 2


def _around(mark: FieldMark) -> Extent:
    x, y = _middle(mark)
    return x - 4, y - 4, x + 4, y + 4


def _middle(mark: FieldMark) -> tuple[float, float]:
    return mark.box.x + mark.box.width / 2, mark.box.y + mark.box.height / 2


def _inside(extent: Extent, projection: MapProjection) -> bool:
    right, bottom = projection.left + projection.width, projection.top + projection.height
    return projection.left <= extent[0] and projection.top <= extent[1] and extent[2] <= right and extent[3] <= bottom
