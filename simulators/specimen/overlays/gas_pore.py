"""Gas pores: round smooth-walled cavities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.body_canvas import BodyCanvas
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.overlays.pore_kernel import draw_pores
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CALLABLE_PIXELS = 6
MATERIAL = Material(0.95)


@dataclass(frozen=True)
class GasPore:
    """Smooth spheroids that the fracture plane has cut open.

    Attributes
    ----------
    placement
        Where they are.
    ground
        Level that they are cut into.
    depth
        Depth of a typical pore over its radius, about 1.
    material
        The wall: free surface of the metal.
    """

    placement: Placement
    ground: Ground
    depth: float = 1.0
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the pores; told from 6 pixels wide, where three tenths of the pore lie in the frame."""
        bodies, left_out = self.placement.near(grid, 1.15), self.placement.left_out(grid.pixel_size)
        if not bodies.count and left_out == 0:
            return None
        canvas = BodyCanvas(grid)
        draw_pores(*canvas.target(mask), grid.pixel_size, *bodies.traits(grid, CALLABLE_PIXELS), self.depth)
        return canvas.cover(height, self.ground, Feature.GAS_PORE, "cut", left_out=left_out)
