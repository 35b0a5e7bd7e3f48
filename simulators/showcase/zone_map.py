"""The map of a specimen's zones as a drawing over its survey."""

import base64
import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from fractoscope.simulators.showcase.stamped_picture import length_text, round_length
from fractoscope.simulators.showcase.survey_grid import survey_grid
from fractoscope.simulators.showcase.zone_colours import as_rgb, zone_colour
from fractoscope.simulators.showcase.zone_views import ZoneView
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen

COLUMNS, ROWS = 400, 300


@dataclass(frozen=True)
class ZoneMap:
    """What the page needs to draw the map; places are in pixels of the map, y down.

    Attributes
    ----------
    image
        Zones in their colours, as a data URI.
    shares
        By zone id: share of the map.
    origins
        Marks: x, y, half length along the origin's line and its angle (degrees, clockwise as drawn).
    places
        Where each series looks: zone id, x, y.
    bar, bar_text
        Scale bar: length in pixels, and its text.
    """

    image: str
    shares: dict[int, float]
    origins: list[tuple[float, float, float, float]]
    places: list[tuple[int, float, float]]
    bar: float
    bar_text: str

    @classmethod
    def of(cls, specimen: FractureSpecimen, views: tuple[ZoneView, ...]) -> "ZoneMap":
        """Draw the map of a specimen."""
        grid = survey_grid(specimen, COLUMNS, ROWS)
        ids = specimen.sample(grid).truth.zone
        palette = np.array([as_rgb(zone_colour(zone)) for zone in range(256)], np.uint8)
        stream = io.BytesIO()
        Image.fromarray(palette[ids]).save(stream, "PNG", optimize=True)

        def at(x: float, y: float) -> tuple[float, float]:
            return (x - grid.x) / grid.pixel_size + COLUMNS / 2, (grid.y - y) / grid.pixel_size + ROWS / 2

        length = round_length(0.25 * COLUMNS * grid.pixel_size)
        counts = np.bincount(ids.ravel())
        return cls(
            "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii"),
            {zone: float(count) / ids.size for zone, count in enumerate(counts) if count},
            [(*at(o.x, o.y), o.half_length / grid.pixel_size, -float(np.degrees(o.angle))) for o in specimen.origins],
            [(view.zone, *at(view.x, view.y)) for view in views],
            length / grid.pixel_size,
            length_text(length),
        )
