"""A way in which a surface can be broken."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class Morphology(Protocol):
    """A way in which a surface can be broken."""

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the relief where `mask` is True (elsewhere anything finite); the same at a place whatever the grid."""
        ...
