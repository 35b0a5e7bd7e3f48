"""Axes of crack growth in a frame that shows striations."""

from fractoscope.agent.belief import LineSighting
from fractoscope.instruments.values import Frame
from fractoscope.model.frame_tags import FrameTags
from fractoscope.model.line_direction import line_axis

STRIATIONS = "fatigue_striations"

_LEAST_PROBABILITY = 0.5
_LEAST_COHERENCE = 0.15


def growth_axes(frame: Frame, tags: FrameTags) -> tuple[LineSighting, ...]:
    """Return the axis of each tile that shows striations, in a frame that asserts them; empty otherwise.

    Tiles whose slopes share hardly a direction (coherence below 0.15) are left out: an axis read from noise points anywhere.
    """
    field = frame.metadata.field_of_view
    if STRIATIONS not in tags.asserted or field is None:
        return ()
    height, width = frame.pixels.shape
    columns, rows = (tags.tile_columns, tags.tile_rows) if tags.tiles else (1, 1)
    tiles = tags.tiles or (tags.features,)
    found: list[LineSighting] = []
    for index, tile in enumerate(tiles):
        column, row = index % columns, index // columns
        chance = tile.get(STRIATIONS, 0.0)
        part = frame.pixels[row * height // rows : (row + 1) * height // rows, column * width // columns : (column + 1) * width // columns]
        if chance < _LEAST_PROBABILITY or min(part.shape) < 8:
            continue
        axis = line_axis(part)
        if axis.coherence >= _LEAST_COHERENCE:
            place = field.tile(column, row, columns=columns, rows=rows, aspect=height / width)
            found.append(LineSighting(x=place.x, y=place.y, angle=axis.angle, coherence=axis.coherence, probability=chance))
    return tuple(found)
