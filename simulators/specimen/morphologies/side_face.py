"""The specimen's side: ground or machined, and no fracture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.grooves import Grooves
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

WIDEST_GROOVE = 130e-6


@dataclass(frozen=True)
class SideFace:
    """Ground face with straight grooves from 130 um down to 1 um wide.

    Attributes
    ----------
    seed
        Which grooves.
    angle
        Direction in which they run (rad).
    """

    seed: int
    angle: float

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the grooves; visible where the widest has 5 pixels and fits into the frame.

        In a narrower field a ground face and a smooth patch of fracture cannot be told apart.
        """
        grooves = Grooves(self.seed, WIDEST_GROOVE, 1e-6, self.angle, 0.16, 90.0)
        fine = FractalNoise(self.seed + 5, 8e-6, 0.1e-6, 0.12e-6, 0.9)
        height = grooves.over(grid, mask) + fine.over(grid)
        roughness = np.full(height.shape, grooves.left_out(grid.detail) + fine.left_out(grid.detail), np.float32)
        shown = 5 * grid.pixel_size <= WIDEST_GROOVE <= grid.frame_width
        visible = np.where(mask & shown, np.uint32(Feature.NON_FRACTURE_SURFACE), np.uint32(0)).astype(np.uint32)
        return Relief(height, roughness, visible)
