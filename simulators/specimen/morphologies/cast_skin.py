"""The skin of a casting: the print of the mould, with grains of sand burnt on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.ball_kernel import add_balls
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

_SLOPE_OF_PRINTS = 0.3
CALLABLE_PIXELS = 5


@dataclass(frozen=True)
class CastSkin:
    """A wavy skin with the round hollows that grains of moulding sand left, and a few grains that stayed.

    Attributes
    ----------
    seed
        Which skin.
    sand
        Width of the largest grains of sand (m).
    """

    seed: int
    sand: float = 180e-6

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the skin; told where its prints have 5 pixels and three of them fit across the frame."""
        waves = FractalNoise(self.seed, 32 * self.sand, 1e-6, 1.5 * self.sand, 0.95)
        height = waves.over(grid)
        drawn = level_of_detail(0.6 * self.sand, grid.detail)
        if drawn > 0.0 and mask.any():
            for sign, occupied, seed in ((-0.5, 0.7, 3), (0.8, 0.03, 4)):
                bits = np.uint32(((self.seed + seed) * 0x9E3779B1 + 0x2C1B3C6D) & 0xFFFFFFFF)
                balls = np.zeros_like(height)
                add_balls(balls, mask, grid.xs / self.sand, grid.ys / self.sand, bits, occupied, self.sand)
                height += np.float32(sign * drawn) * balls
        left_out = waves.left_out(grid.detail) + (1 - drawn**2) * _SLOPE_OF_PRINTS
        shown = CALLABLE_PIXELS * grid.pixel_size <= self.sand <= grid.frame_width / 3
        visible = np.where(mask & shown, np.uint32(Feature.NON_FRACTURE_SURFACE), np.uint32(0)).astype(np.uint32)
        return Relief(height, np.full(height.shape, left_out, np.float32), visible)
