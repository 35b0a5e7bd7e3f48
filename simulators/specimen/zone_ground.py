"""The level of one zone beneath its dimples or facets."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class ZoneGround:
    """The `Ground` of overlays that lie in one zone only: the face's level, and the coarse relief of what fills the zone.

    A dimpled zone rolls by more than the size of a dust particle, which would be buried on one slope and hang over the next.

    Attributes
    ----------
    face
        What all zones share.
    coarse
        Relief of the zone's morphology that is coarser than its cells (m).
    """

    face: FaceGround
    coarse: FractalNoise

    def over(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the level (m), shape (rows, columns)."""
        return np.asarray(self.face.over(grid) + self.coarse.over(grid), np.float32)
