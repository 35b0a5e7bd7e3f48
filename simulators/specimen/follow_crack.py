"""From origins to the crack front at each place."""

from math import hypot

import numpy as np

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.outlines.outline import Outline
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

LONGEST_LEAD = 2e-3
"""Lead (m) from which on it counts as inf: an origin that comes so late to a whole grid leaves no mark there."""


def follow_crack(grid: SurfaceGrid, origins: tuple[CrackOrigin, ...], outline: Outline) -> CrackFront:
    """Return how cracks from all origins came to each place of a grid; the first to arrive counts."""
    # Bounds over the whole grid tell which origins can be first or second anywhere on it.
    half = 0.5 * grid.pixel_size * hypot(grid.columns, grid.rows)
    centred = [origin.distance(grid.x, grid.y) + origin.delay for origin in origins]
    soonest = min(centred) + half
    near = [index for index, arrival in enumerate(centred) if arrival - half <= soonest + LONGEST_LEAD]
    shape = (grid.rows, grid.columns)
    x, y = origins[near[0]].away(grid)
    arrival = np.hypot(x, y)
    if origins[near[0]].delay:
        arrival += np.float32(origins[near[0]].delay)
    lead = np.full(shape, np.inf, np.float32)
    first = np.full(shape, near[0], np.uint8)
    for index in near[1:]:
        other_x, other_y = origins[index].away(grid)
        other = np.hypot(other_x, other_y) + np.float32(origins[index].delay)
        wins = other < arrival
        lead = np.where(wins, arrival - other, np.minimum(lead, other - arrival))
        first[wins] = index
        x, y = np.where(wins, other_x, x), np.where(wins, other_y, y)
        arrival = np.minimum(arrival, other)
    lead[lead > LONGEST_LEAD] = np.inf
    return CrackFront(arrival, np.arctan2(y, x), first, lead, outline.inside(grid))
