"""Where to look at a specimen so that each of its zones is shown, from the whole down to the finest detail."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from fractoscope.simulators.showcase.survey_grid import survey_grid
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

FIELD_WIDTHS = (6.4e-3, 1.3e-3, 250e-6, 64e-6, 25e-6)
"""Field widths of a series (m): the ends of the bands in which features may be called, from survey to striations."""

MAP_COLUMNS, MAP_ROWS = 320, 240
CANDIDATES = 6
LOOK = (64e-6, 250e-6)
"""Field widths (m) at which candidate places are compared by what can be seen there."""


@dataclass(frozen=True)
class ZoneView:
    """A place at which a zone is looked at.

    Attributes
    ----------
    zone
        Its id.
    x, y
        Where (m), the same at every step of the series.
    field_widths
        Steps of the series (m), falling.
    """

    zone: int
    x: float
    y: float
    field_widths: tuple[float, ...]


def zone_views(specimen: FractureSpecimen) -> tuple[ZoneView, ...]:
    """Return a view of every zone that the survey's map shows.

    Of the places well inside a zone the one is taken at which most of what the zone carries can be seen: the middle of a zone may
    well be blank, rubbed or hidden under a deposit.
    """
    grid = survey_grid(specimen, MAP_COLUMNS, MAP_ROWS)
    ids = specimen.sample(grid).truth.zone
    widest = grid.pixel_size * grid.columns
    widths = tuple(width for width in FIELD_WIDTHS if width < 0.8 * widest)
    views = []
    for zone in np.unique(ids):
        places = _places(ids == zone, grid)
        x, y = max(places, key=lambda place: _seen(specimen, int(zone), place))
        views.append(ZoneView(int(zone), x, y, widths))
    return tuple(views)


def _places(inside: NDArray[np.bool_], grid: SurfaceGrid) -> list[tuple[float, float]]:
    """Return places well inside, the deepest first, spread over the zone."""
    depth = ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
    deep = np.argwhere(depth >= 0.4 * depth.max())
    order = np.argsort(-depth[deep[:, 0], deep[:, 1]], kind="stable")
    chosen = [deep[order[0]], *(deep[order[round(share * (len(order) - 1))]] for share in np.linspace(0, 1, CANDIDATES)[1:])]
    unique = list(dict.fromkeys((int(row), int(column)) for row, column in chosen))
    return [(float(grid.xs[column]), float(grid.ys[row])) for row, column in unique]


def _seen(specimen: FractureSpecimen, zone: int, place: tuple[float, float]) -> float:
    """Return how much of a zone's features a place shows: a whole point for each that covers a tenth of a field."""
    carried = specimen.features[zone]
    best = dict.fromkeys(carried, 0.0)
    for width in LOOK:
        truth = specimen.sample(SurfaceGrid(*place, width / 256, 256, 192)).truth
        own = truth.zone == zone
        for feature in carried:
            share = float(np.mean(((truth.visible & np.uint32(feature)) > 0) & own))
            best[feature] = max(best[feature], min(1.0, share / 0.1))
    return sum(best.values())
