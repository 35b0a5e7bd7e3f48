"""Equiaxed dimples: voids that grew until the walls between them broke."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.dimple_kernel import add_voids
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

SCALES = ((2.0, 0.35), (1.0, 0.55), (0.5, 1.0))
SLOPE_VARIANCE = 0.21
PLANE, LOWERED = 0.04, (0.235, 0.125, 0.047)
"""Height of what no void reaches, and by how much each population lowers the mean, in depths of a cup: averages of drawn dimples. The mean
is taken off, so that a zone stays at its level from one field width to the next."""
CALLABLE_PIXELS = 9
"""Pixels of the typical dimple from which it can be told: the finest population, half as wide, then has 4.5."""


@dataclass(frozen=True)
class EquiaxedDimples:
    """Round cups with raised rims, in three populations whose sizes differ by factors of two.

    Attributes
    ----------
    seed
        Which dimples.
    cell_size
        Typical distance between dimples (m).
    depth
        Depth of a cup against its width, about 1.
    """

    seed: int
    cell_size: float
    depth: float = 1.0

    @property
    def coarse(self) -> FractalNoise:
        """The relief that is coarser than the dimples; bodies that lie here stand on it."""
        return FractalNoise(self.seed + 14, 32 * self.cell_size, 2 * self.cell_size, 1.6 * self.cell_size, 0.8)

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the dimples; visible where the typical dimple has 9 pixels and is less than half as wide as the grid."""
        xs, ys = grid.xs, grid.ys
        warp_x = FractalNoise(self.seed + 11, 2 * self.cell_size, self.cell_size / 4, 0.14).over(grid)
        warp_y = FractalNoise(self.seed + 12, 2 * self.cell_size, self.cell_size / 4, 0.14).over(grid)
        # Where no void is near the mean plane shows, below the kernel's cap of every scale, so that it joins without a step.
        plane = (PLANE + 0.65 * level_of_detail(SCALES[-1][0] * self.cell_size, grid.detail)) * self.depth * self.cell_size
        envelope = np.full((grid.rows, grid.columns), plane, np.float32)
        left_out, mean = 0.0, PLANE
        for index, (scale, occupation) in enumerate(SCALES):
            size = scale * self.cell_size
            weight = level_of_detail(size, grid.detail)
            left_out += (1.0 - weight**2) * SLOPE_VARIANCE
            mean -= LOWERED[index] * weight
            if weight > 0.0:
                seed = np.uint32((self.seed * 7 + index * 0x9E3779B1 + 5) & 0xFFFFFFFF)
                add_voids(envelope, mask, xs / size, ys / size, warp_x / scale, warp_y / scale, seed, occupation, self.depth * size, weight)
        fine = FractalNoise(self.seed + 13, self.cell_size / 2, self.cell_size / 500, 0.014 * self.cell_size, 0.9)
        coarse = self.coarse
        envelope -= np.float32(mean * self.depth * self.cell_size)
        height = envelope + fine.over(grid) + coarse.over(grid)
        roughness = np.full(height.shape, left_out + fine.left_out(grid.detail) + coarse.left_out(grid.detail), np.float32)
        shown = CALLABLE_PIXELS * grid.pixel_size <= self.cell_size < 0.5 * grid.frame_width
        visible = np.where(mask & shown, np.uint32(Feature.EQUIAXED_DIMPLES), np.uint32(0)).astype(np.uint32)
        return Relief(height, roughness, visible)
