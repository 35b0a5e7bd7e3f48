"""Shrinkage porosity: cavities between dendrites."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.body_canvas import BodyCanvas
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.overlays.shrinkage_kernel import draw_shrinkage
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

CALLABLE_PIXELS = 18
ARM_PIXELS = 5
REACH = 2.0
MATERIAL = Material(0.95)


@dataclass(frozen=True)
class ShrinkagePorosity:
    """Irregular cavities whose walls are the rounded tips of dendrites that the last melt left bare.

    Attributes
    ----------
    placement
        Where they are.
    ground
        Level that they are cut into.
    arm_spacing
        Distance between dendrite arms (m).
    material
        Free surface of the metal.
    """

    placement: Placement
    ground: Ground
    arm_spacing: float = 30e-6
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the cavities; told where three tenths of one lie in the frame and its tips have 5 pixels."""
        bodies, left_out = self.placement.near(grid, REACH), self.placement.left_out(grid.pixel_size)
        if not bodies.count and left_out == 0:
            return None
        canvas = BodyCanvas(grid)
        # Without its tips a cavity could be any hole.
        arms_tell = self.arm_spacing >= ARM_PIXELS * grid.pixel_size
        arms = self.arm_spacing, level_of_detail(0.7 * self.arm_spacing, grid.pixel_size), arms_tell
        draw_shrinkage(*canvas.target(mask), grid.pixel_size, *bodies.traits(grid, CALLABLE_PIXELS), *arms)
        return canvas.cover(height, self.ground, Feature.SHRINKAGE_POROSITY, "cut", left_out=left_out)
