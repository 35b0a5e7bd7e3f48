"""What the specimen is mounted on: conductive tape on a stub."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.blister_kernel import add_blisters
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

BLISTERS = (900e-6, 260e-6, 70e-6, 19e-6, 5e-6)
NARROWEST = 4 * BLISTERS[-2]
"""Field width (m) below which too few blisters are in the frame to tell tape from any other smooth surface."""


@dataclass(frozen=True)
class Stub:
    """Adhesive tape: nearly flat, gently wavy, with round blisters and craters of many sizes.

    Attributes
    ----------
    seed
        Which tape.
    """

    seed: int

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the tape; visible where four of its small blisters fit across the frame, whatever the pixel size."""
        waves = FractalNoise(self.seed + 1, 2e-3, 0.2e-6, 35e-6, 0.95)
        height = waves.over(grid)
        left_out = waves.left_out(grid.detail)
        for index, size in enumerate(BLISTERS):
            # A blister is about 0.4 of its cell.
            weight = level_of_detail(0.4 * size, grid.detail)
            left_out += (1 - weight**2) * 0.01
            if weight > 0.0:
                seed = np.uint32((self.seed + index * 0x9E3779B1) & 0xFFFFFFFF)
                add_blisters(height, mask, grid.xs / size, grid.ys / size, seed, 0.3, 0.5 * size * weight)
        roughness = np.full(height.shape, left_out, np.float32)
        visible = np.where(mask & (grid.frame_width >= NARROWEST), np.uint32(Feature.MOUNTING_HARDWARE), np.uint32(0)).astype(np.uint32)
        return Relief(height, roughness, visible)
