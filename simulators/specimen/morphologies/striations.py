"""Fatigue striations: the marks that crack growth leaves cycle by cycle."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.striation_kernel import draw_striations
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class FatigueStriations:
    """Patches of bowed parallel ripples whose spacing grows exponentially with the distance to the origin.

    Attributes
    ----------
    seed
        Which patches.
    origin_x, origin_y
        Where the crack started (m).
    spacing_start
        Spacing at the origin (m).
    growth_length
        Distance (m) over which the spacing grows by a factor e.
    patch_size
        Width of a patch (m).
    relief_ratio
        Height of a striation over its spacing.
    """

    seed: int
    origin_x: float
    origin_y: float
    spacing_start: float
    growth_length: float
    patch_size: float = 30e-6
    relief_ratio: float = 0.22

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the striations.

        They are visible where the local spacing has 5 pixels, at least 4 fit across the frame, and the patch is not blank. Spacing
        and direction come from the gradient of the phase that is drawn, and are NaN where no striation is drawn.
        """
        cell = self.patch_size
        warp_x = FractalNoise(self.seed + 21, 4 * cell, cell / 16, 0.7, 1.2).over(grid)
        warp_y = FractalNoise(self.seed + 22, 4 * cell, cell / 16, 0.7, 1.2).over(grid)
        wobble = FractalNoise(self.seed + 23, 0.8 * cell, 0.2 * cell, 0.035 * cell, 1.2).over(grid)
        cover = FractalNoise(self.seed + 24, 1.5 * cell, 0.2 * cell, 0.8, 0.8).over(grid)
        fading = np.clip((cover + 0.62) / 0.25, 0.0, 1.0)
        shape = (grid.rows, grid.columns)
        height, spacing, strength, roughness = (np.zeros(shape, np.float32) for _ in range(4))
        direction = np.zeros(shape, np.float32)
        draw_striations(
            height,
            spacing,
            direction,
            strength,
            roughness,
            mask,
            grid.xs,
            grid.ys,
            warp_x,
            warp_y,
            wobble,
            fading,
            grid.pixel_size,
            np.uint32(self.seed & 0xFFFFFFFF),
            cell,
            self.origin_x,
            self.origin_y,
            self.spacing_start,
            self.growth_length,
            self.relief_ratio,
        )
        fine = FractalNoise(self.seed + 25, cell, 0.02e-6, 0.025 * cell, 1.1)
        height += fine.over(grid)
        roughness += np.float32(fine.left_out(grid.pixel_size))
        drawn = mask & (strength > 0.5) & (spacing > 2 * grid.pixel_size)
        shown = drawn & (spacing >= 5 * grid.pixel_size) & (spacing < 0.25 * grid.columns * grid.pixel_size)
        visible = np.where(shown, np.uint32(Feature.FATIGUE_STRIATIONS), np.uint32(0)).astype(np.uint32)
        nothing = np.float32(np.nan)
        return Relief(height, roughness, visible, np.where(drawn, direction, nothing), np.where(drawn, spacing, nothing))
