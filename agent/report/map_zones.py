"""Zones on the map: runs of cells, and the lines between them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.belief import UNKNOWN, BeliefMap
from fractoscope.agent.mission import Target
from fractoscope.agent.report.map_drawing import Box, NumberTag, Patch, ZoneTag
from fractoscope.agent.report.map_labels import covers
from fractoscope.agent.report.map_projection import MapProjection
from fractoscope.agent.verdict import Zone, ZoneVerdict

_SEEN = 0.5
"""Weight of tiles from which a cell counts as looked at; the same as for what was not examined."""


def zone_patches(belief: BeliefMap, projection: MapProjection) -> tuple[Patch, ...]:
    """Return the coloured parts: cells that some frame speaks for, by their prevailing label."""
    labels = np.array(belief.dominant)
    told = belief.cells.inside & (belief.seen > _SEEN)
    return tuple(
        Patch(str(label), cell_boxes(belief, told & (labels == label), projection))
        for label in dict.fromkeys(belief.dominant)
        if label != UNKNOWN
    )


def unseen_boxes(belief: BeliefMap, projection: MapProjection) -> tuple[Box, ...]:
    """Return the parts of the specimen for which no frame speaks."""
    return cell_boxes(belief, belief.cells.inside & (belief.seen <= _SEEN), projection)


def cell_boxes(belief: BeliefMap, mask: NDArray[np.bool_], projection: MapProjection) -> tuple[Box, ...]:
    """Return the cells of a mask, shape (cells,), neighbours in a row joined."""
    cells = belief.cells
    width, height = _cell_size(belief)
    if cells.shape is None:
        return tuple(_box(projection, cells.x[i], cells.x[i], cells.y[i], width[i], height[i]) for i in np.flatnonzero(mask))
    boxes: list[Box] = []
    for row in range(cells.shape[0]):
        span = np.arange(row * cells.shape[1], (row + 1) * cells.shape[1])
        edges = np.flatnonzero(np.diff(np.concatenate(([0], mask[span].astype(np.int8), [0]))))
        for first, last in zip(edges[::2], edges[1::2] - 1, strict=True):
            boxes.append(_box(projection, cells.x[span[first]], cells.x[span[last]], cells.y[span[0]], width[0], height[0]))
    return tuple(boxes)


def zone_borders(belief: BeliefMap, zones: Sequence[Zone], projection: MapProjection) -> str:
    """Return an SVG path along all edges between cells of different zones; empty for targets."""
    cells = belief.cells
    if cells.shape is None:
        return ""
    zone_of = np.zeros(len(cells.x), dtype=np.int64)
    for zone in zones:
        zone_of[list(zone.cells)] = zone.id
    table = zone_of.reshape(cells.shape)
    xs, ys = cells.x.reshape(cells.shape), cells.y.reshape(cells.shape)
    width, height = _cell_size(belief)
    half_x, half_y = width[0] / 2, height[0] / 2
    steps: list[str] = []
    for row, column in np.argwhere((table[:, 1:] != table[:, :-1]) & (table[:, 1:] > 0) & (table[:, :-1] > 0)):
        x, y = projection.x(xs[row, column] + half_x), ys[row, column]
        steps.append(f"M{x:g} {projection.y(y - half_y):g}V{projection.y(y + half_y):g}")
    for row, column in np.argwhere((table[1:, :] != table[:-1, :]) & (table[1:, :] > 0) & (table[:-1, :] > 0)):
        x, y = xs[row, column], projection.y(ys[row, column] + half_y)
        steps.append(f"M{projection.x(x - half_x):g} {y:g}H{projection.x(x + half_x):g}")
    return "".join(steps)


def zone_tags(
    belief: BeliefMap, zones: Sequence[Zone], verdicts: Sequence[ZoneVerdict], numbers: Sequence[NumberTag], projection: MapProjection
) -> tuple[ZoneTag, ...]:
    """Return the numbers of the zones that have a verdict, each at the cell nearest to its zone's centre that covers no frame number."""
    judged = {verdict.zone for verdict in verdicts}
    tags: list[ZoneTag] = []
    for zone in zones:
        if zone.id in judged:
            members = np.array(zone.cells)
            away = (belief.cells.x[members] - zone.x_m) ** 2 + (belief.cells.y[members] - zone.y_m) ** 2
            places = [
                ZoneTag(zone.id, projection.x(belief.cells.x[cell]), projection.y(belief.cells.y[cell])) for cell in members[away.argsort()]
            ]
            tags.append(next((tag for tag in places if not covers(tag, numbers)), places[0]))
    return tuple(tags)


def target_height(target: Target) -> float:
    """Return the height (m) of a field to visit: by its raster if it names one, else as of a frame of 4:3."""
    return target.width_m * (target.rows or 3) / (target.columns or 4)


def _cell_size(belief: BeliefMap) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the edges of the cells (m); on a raster they are not quite square, so they are measured from the spacing."""
    cells = belief.cells
    if cells.shape is None:
        return cells.width, np.array([target_height(target) for target in belief.area.targets])
    rows, columns = cells.shape
    across = cells.x[1] - cells.x[0] if columns > 1 else cells.width[0]
    up = cells.y[columns] - cells.y[0] if rows > 1 else cells.width[0]
    return np.full(len(cells.x), across), np.full(len(cells.x), up)


def _box(projection: MapProjection, first_x: float, last_x: float, y: float, width: float, height: float) -> Box:
    return Box(
        projection.x(first_x - width / 2),
        projection.y(y + height / 2),
        projection.length(last_x - first_x + width),
        projection.length(height),
    )
