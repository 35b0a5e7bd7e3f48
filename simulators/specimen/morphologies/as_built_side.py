"""The side of an additively made part as it came out of the powder bed: layer upon layer, with powder stuck to it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.ball_kernel import add_balls
from fractoscope.simulators.specimen.outlines.outline import Outline
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

_BULGE = 0.3
_SLOPE_OF_LAYERS, _SLOPE_OF_POWDER = 0.25, 0.3
CALLABLE_PIXELS = 5


@dataclass(frozen=True)
class AsBuiltSide:
    """Bulging layers parallel to the edge of the fracture, as of a part that broke across its build direction, under powder balls.

    Attributes
    ----------
    seed
        Which side.
    outline
        Of the fracture face: the layers follow it.
    layer
        Distance between layers as seen from above (m).
    powder
        Width of the largest powder balls (m).
    occupied
        Share of the places that hold a ball, 0 to 1.
    """

    seed: int
    outline: Outline
    layer: float = 60e-6
    powder: float = 50e-6
    occupied: float = 0.45

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the side; told where its layers have 5 pixels and four of them fit across the frame, or its balls do."""
        pixel, detail, width = grid.pixel_size, grid.detail, grid.frame_width
        wander = FractalNoise(self.seed, 24 * self.layer, self.layer / 2, 0.9 * self.layer, 0.8)
        skin = FractalNoise(self.seed + 5, self.layer, self.layer / 128, 0.05 * self.layer, 0.9)
        sag = FractalNoise(self.seed + 6, 32 * self.layer, 2 * self.layer, 1.2 * self.layer, 0.95)
        height = skin.over(grid) + sag.over(grid)
        layers, powder = level_of_detail(self.layer / 2, detail), level_of_detail(0.6 * self.powder, detail)
        if layers > 0.0:
            turn = (wander.over(grid) - self.outline.inside(grid)) / np.float32(self.layer)
            fraction = turn - np.floor(turn)
            # A bead sags into a round bulge; a crease lies between it and the next one.
            height += np.float32(_BULGE * self.layer * layers) * (4 * fraction * (1 - fraction) - np.float32(2 / 3))
        if powder > 0.0 and mask.any():
            bits = np.uint32((self.seed * 0x9E3779B1 + 0x51ED270B) & 0xFFFFFFFF)
            balls = np.zeros_like(height)
            add_balls(balls, mask, grid.xs / self.powder, grid.ys / self.powder, bits, self.occupied, self.powder)
            height += np.float32(powder) * balls
        left_out = skin.left_out(detail) + sag.left_out(detail) + (1 - layers**2) * _SLOPE_OF_LAYERS + (1 - powder**2) * _SLOPE_OF_POWDER
        shown = any(CALLABLE_PIXELS * pixel <= size <= width / 4 for size in (self.layer, self.powder))
        visible = np.where(mask & shown, np.uint32(Feature.NON_FRACTURE_SURFACE), np.uint32(0)).astype(np.uint32)
        return Relief(height.astype(np.float32), np.full(height.shape, left_out, np.float32), visible)
