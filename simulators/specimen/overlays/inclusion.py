"""Inclusions: particles set in the surface."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.body_canvas import BodyCanvas
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.inclusion_kernel import draw_inclusions
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CALLABLE_PIXELS = 6
REACH = 1.75
MATERIAL = Material(1.1, 11.0)


@dataclass(frozen=True)
class Inclusion:
    """Particles that sit in holes of the matrix, single, in a cluster or in a string; the wall of a hole follows the outline.

    Attributes
    ----------
    placement
        Where they are.
    ground
        Level of the matrix.
    material
        Of the particles; oxides and sulphides are darker in backscattered electrons than steel.
    gap
        Width of the gap between particle and matrix over the radius.
    lost
        Share of the particles (0 to 1) that stayed in the other half and left their hole.
    """

    placement: Placement
    ground: Ground
    material: Material = MATERIAL
    gap: float = 0.09
    lost: float = 0.15

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the particles; told from 6 pixels wide, where three tenths of one lie in the frame."""
        bodies, left_out = self.placement.near(grid, REACH), (1 - self.lost) * self.placement.left_out(grid.pixel_size)
        if not bodies.count and left_out == 0:
            return None
        canvas = BodyCanvas(grid)
        draw_inclusions(*canvas.target(mask), grid.pixel_size, *bodies.traits(grid, CALLABLE_PIXELS), self.gap, self.lost)
        return canvas.cover(height, self.ground, Feature.INCLUSION, "set", left_out=left_out)
