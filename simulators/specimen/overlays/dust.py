"""Dust: loose particles on the surface."""

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
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

CALLABLE_PIXELS = 6
REACH = 1.75
MATERIAL = Material(1.25, 10.0)


@dataclass(frozen=True)
class Dust:
    """Angular particles that lie on the surface, each with a dark gap under one side.

    Attributes
    ----------
    placement
        Where they are.
    ground
        Level that they lie on.
    material
        Mineral or carbon dust; it charges and looks bright in secondary electrons, dark in backscattered ones.
    """

    placement: Placement
    ground: Ground
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the particles; told from 6 pixels wide, where three tenths of one lie in the frame."""
        bodies, left_out = self.placement.near(grid, REACH), self.placement.left_out(grid.pixel_size)
        if not bodies.count and left_out == 0:
            return None
        canvas = BodyCanvas(grid)
        draw_particles(*canvas.target(mask), grid.pixel_size, *bodies.traits(grid, CALLABLE_PIXELS), False)
        rough = FractalNoise(5, 4e-6, 0.1e-6, 0.18e-6, 0.9)
        return canvas.cover(height, self.ground, Feature.SURFACE_CONTAMINATION, "set", rough, left_out)
