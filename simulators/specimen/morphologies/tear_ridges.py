"""Tear ridges: the last ligaments of metal between flatter patches, drawn up and torn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.cell_block import CellBlock
from fractoscope.simulators.specimen.morphologies.cell_search import scatter_cells
from fractoscope.simulators.specimen.morphologies.torn_patch_kernel import draw_torn_patches, torn_patch_table
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

SCALES = (1.0, 0.37)
"""Patch sizes of the two nets of ridges; a ratio that is no power of two keeps one net from following the other."""
RIDGE_HEIGHT, RIDGE_WIDTH = 0.16, 0.085
TILT = 0.22
PATCH_VARIANCE, RIDGE_VARIANCE = 0.06, 0.11
CALLABLE_PIXELS = 24
"""Pixels of a patch from which its ridges, a sixth as wide, can be told from the rims of dimples."""


@dataclass(frozen=True)
class TearRidges:
    """Two nets of thin ridges of uneven height, a coarse one and a fine one, between gently dished patches.

    Attributes
    ----------
    seed
        Which ridges.
    patch_size
        Mean distance between the ridges of the coarse net (m).
    """

    seed: int
    patch_size: float

    @property
    def coarse(self) -> FractalNoise:
        """The relief that is coarser than the ridges; bodies that lie here stand on it."""
        return FractalNoise(self.seed + 61, 32 * self.patch_size, 2 * self.patch_size, 1.6 * self.patch_size, 0.9)

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the ridges; visible where a patch has 24 pixels and two of them fit across the grid."""
        size, pixel, detail = self.patch_size, grid.pixel_size, grid.detail
        shape = (grid.rows, grid.columns)
        coarse = self.coarse
        fine = FractalNoise(self.seed + 62, 0.3 * size, size / 300, 0.008 * size, 0.9)
        height = coarse.over(grid) + fine.over(grid)
        roughness = np.full(shape, coarse.left_out(detail) + fine.left_out(detail), np.float32)
        if not mask.any():
            return Relief(height, roughness, np.zeros(shape, np.uint32))
        for index, scale in enumerate(SCALES):
            self._add_net(grid, mask, index, scale * size, height, roughness)
        shown = CALLABLE_PIXELS * pixel <= size <= 0.5 * grid.frame_width
        visible = np.where(mask & shown, np.uint32(Feature.TEAR_RIDGES), np.uint32(0)).astype(np.uint32)
        return Relief(height, roughness, visible)

    def _add_net(
        self,
        grid: SurfaceGrid,
        mask: NDArray[np.bool_],
        index: int,
        size: float,
        height: NDArray[np.float32],
        roughness: NDArray[np.float32],
    ) -> None:
        weight = level_of_detail(size, grid.detail)
        variance = PATCH_VARIANCE + RIDGE_VARIANCE
        roughness += np.float32((1.0 - weight**2) * variance)
        if weight == 0.0:
            return
        seed = self.seed + 1000 * index
        warp_u = FractalNoise(seed + 63, 1.6 * size, size / 7, 0.27, 0.75).over(grid)
        warp_v = FractalNoise(seed + 64, 1.6 * size, size / 7, 0.27, 0.75).over(grid)
        # Ridges tower, sink and break off along their way.
        vigour = FractalNoise(seed + 65, 0.9 * size, size / 8, 0.9, 0.6).over(grid)
        vigour += np.float32(0.3)
        block = CellBlock.under(grid, size)
        kernel_seed = np.uint32((seed * 7 + 11) & 0xFFFFFFFF)
        numbers, table = torn_patch_table(block.first_column, block.first_row, block.across, block.down, kernel_seed, TILT)
        net, unresolved = np.zeros_like(height), np.zeros_like(height)
        draw_torn_patches(
            net,
            unresolved,
            mask,
            block.u_of_column,
            block.u_of_row,
            block.v_of_column,
            block.v_of_row,
            warp_u,
            warp_v,
            vigour,
            grid.detail / size,
            scatter_cells(numbers),
            table,
            0.16,
            RIDGE_HEIGHT,
            RIDGE_WIDTH,
            0.0,
        )
        height += np.float32(size * weight) * net
        roughness += np.float32(weight**2 * RIDGE_VARIANCE) * unresolved
