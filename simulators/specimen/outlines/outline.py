"""The edge of a fracture face as seen from above."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class Outline(Protocol):
    """The edge of a fracture face as seen from above, before its roughness."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x_low, y_low, x_high, y_high (m) of the smallest upright rectangle around it."""
        ...

    def inside(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the distance to the edge (m), positive on the fracture face, shape (rows, columns)."""
        ...
