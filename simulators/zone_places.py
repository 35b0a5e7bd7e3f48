"""A place well inside each zone of a specimen."""

import numpy as np
from scipy.ndimage import distance_transform_edt

from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

PITCH = 100e-6
MARGIN = 1.2e-3


def zone_places(family: str, seed: int) -> dict[int, tuple[float, float]]:
    """Return by zone id the place (m) that lies deepest inside the zone; zones narrower than 0.1 mm have none.

    Parameters
    ----------
    family, seed
        Of the specimen.
    """
    specimen = FractureSpecimen(seed, family)
    x_low, y_low, x_high, y_high = specimen.outline
    columns, rows = (int((high - low + 2 * MARGIN) / PITCH) for low, high in ((x_low, x_high), (y_low, y_high)))
    grid = SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, PITCH, columns, rows)
    zone = specimen.sample(grid).truth.zone
    places = {}
    for number in np.unique(zone).tolist():
        # A pixel around the map: what touches its edge goes on there, but the bench has no business so far outside.
        depth = distance_transform_edt(np.pad(zone == number, 1))[1:-1, 1:-1]
        row, column = np.unravel_index(int(np.argmax(depth)), depth.shape)
        places[int(number)] = (float(grid.xs[column]), float(grid.ys[row]))
    return places
