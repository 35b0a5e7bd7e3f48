"""Rubbed surface: relief flattened and scored by the other half."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.grooves import Grooves
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

WIDEST_SCRATCH = 32e-6


@dataclass(frozen=True)
class RubbedSurface:
    """A smooth level with fine parallel scratches.

    Attributes
    ----------
    seed
        Which scratches.
    angle
        Direction of sliding (rad).
    level
        Height (m) at which the peaks were flattened, above the mean of what lay there.
    """

    seed: int
    angle: float
    level: float = 0.0

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the scored level; visible where the widest scratch has 5 pixels and fits into the frame."""
        scratches = Grooves(self.seed, WIDEST_SCRATCH, 0.4e-6, self.angle, 0.11, 60.0)
        fine = FractalNoise(self.seed + 3, 20e-6, 0.1e-6, 0.1e-6, 0.9)
        height = scratches.over(grid, mask) + fine.over(grid) + np.float32(self.level)
        roughness = np.full(height.shape, scratches.left_out(grid.detail) + fine.left_out(grid.detail), np.float32)
        shown = 5 * grid.pixel_size <= WIDEST_SCRATCH <= grid.frame_width
        visible = np.where(mask & shown, np.uint32(Feature.RUBBED_SURFACE), np.uint32(0)).astype(np.uint32)
        return Relief(height, roughness, visible)
