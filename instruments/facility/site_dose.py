"""The highest dose anywhere in a field, over all fields that cover it."""

from collections.abc import Iterable

import numpy as np

from fractoscope.instruments.facility.exposure import Exposure
from fractoscope.instruments.facility.footprint import Footprint


def site_dose(footprint: Footprint, exposures: Iterable[Exposure]) -> float:
    """Return the largest sum of densities (C/m²) at any point of a footprint.

    The sum is constant between edges and largest at a point where a left edge meets a lower one, edges belonging to their fields; so it
    is enough to look at those points. Cost: the cube of the number of fields that overlap.
    """
    there = [exposure for exposure in exposures if exposure.footprint.overlaps(footprint)]
    if not there:
        return 0.0
    edges = np.array([(e.footprint.x_low, e.footprint.x_high, e.footprint.y_low, e.footprint.y_high) for e in there])
    x = np.unique(np.maximum(edges[:, 0], footprint.x_low))
    y = np.unique(np.maximum(edges[:, 2], footprint.y_low))
    across = (edges[:, 0] <= x[:, None]) & (x[:, None] <= edges[:, 1])
    along = (edges[:, 2] <= y[:, None]) & (y[:, None] <= edges[:, 3])
    densities = np.array([exposure.density for exposure in there])
    return float(((across * densities) @ along.T).max())
