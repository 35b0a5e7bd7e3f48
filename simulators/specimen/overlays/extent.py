"""Where on a surface something acts."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class Extent(Protocol):
    """Where on a surface something acts: in patches, in a band along an edge, about a place, everywhere."""

    def share(self, grid: SurfaceGrid) -> NDArray[np.float32] | None:
        """Return how far it acts, 0 to 1, shape (rows, columns), or None where it does not act; the same whatever the grid."""
        ...
