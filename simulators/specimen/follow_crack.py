"""From origins to the crack front at each place."""

from math import cos, hypot, sin

import numpy as np

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.crack_kernel import race_cracks, run_crack
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
    inside = outline.inside(grid)
    if len(near) == 1:
        only = origins[near[0]]
        lead = np.full(shape, np.inf, np.float32)
        line = (only.half_length, cos(only.angle), sin(only.angle))
        arrival, direction = run_crack(grid.xs, grid.ys, only.x, only.y, only.delay, *line)
        return CrackFront(arrival, direction, np.full(shape, near[0], np.uint8), lead, inside)
    chosen = [origins[index] for index in near]
    table = np.array([(each.x, each.y, each.delay, each.half_length, cos(each.angle), sin(each.angle)) for each in chosen])
    arrival, direction, winner, lead = race_cracks(grid.xs, grid.ys, table)
    lead[lead > LONGEST_LEAD] = np.inf
    return CrackFront(arrival, direction, np.array(near, np.uint8)[winner], lead, inside)
