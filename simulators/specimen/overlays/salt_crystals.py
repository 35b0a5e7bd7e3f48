"""Salt: cubes that grew from a drop."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.body_canvas import BodyCanvas
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.particle_kernel import draw_particles
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CALLABLE_PIXELS = 6
REACH = 1.75
MATERIAL = Material(1.3, 14.6)


@dataclass(frozen=True)
class SaltCrystals:
    """Cubes with hopper faces, as sodium chloride leaves them where a drop dried.

    Attributes
    ----------
    placement
        Where they are; a `Cluster` is a drop's worth.
    ground
        Level that they lie on.
    material
        Sodium chloride has a mean atomic number of 14.6 by mass.
    """

    placement: Placement
    ground: Ground
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the cubes; told from 6 pixels wide, where three tenths of one lie in the frame."""
        bodies, left_out = self.placement.near(grid, REACH), self.placement.left_out(grid.pixel_size)
        if not bodies.count and left_out == 0:
            return None
        canvas = BodyCanvas(grid)
        draw_particles(*canvas.target(mask), grid.pixel_size, *bodies.traits(grid, CALLABLE_PIXELS), True)
        return canvas.cover(height, self.ground, Feature.SURFACE_CONTAMINATION, "set", left_out=left_out)
