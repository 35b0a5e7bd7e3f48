"""What image formation needs of a specimen."""

from typing import Protocol

from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class SampledSpecimen(Protocol):
    """Anything whose surface can be looked at on a raster."""

    def sample(self, grid: SurfaceGrid) -> Surface:
        """Return the surface over a grid; what lies at a place must not depend on the grid."""
        ...
