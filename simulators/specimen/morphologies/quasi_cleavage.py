"""Quasi-cleavage: small curved facets that fade into tear ridges."""

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

TILT, BORDER = 0.45, 0.2
RIDGE_HEIGHT, RIDGE_WIDTH = 0.13, 0.09
FAN_HEIGHT = 0.4
FACET_VARIANCE, LINE_VARIANCE = 0.22, 0.16
CALLABLE_PIXELS = 24
"""Pixels of a facet from which the lines that start inside it have 5: before, it looks like cleavage or dimples."""
RIDGE_PIXELS = 30
"""Pixels of a facet from which its ridges are wide enough (about 5) to be called for themselves."""


@dataclass(frozen=True)
class QuasiCleavage:
    """Curved facets without a grain's outline, each with lines that spread from a point inside it, edged by torn metal.

    Attributes
    ----------
    seed
        Which facets.
    facet_size
        Mean distance between facets (m); about that of the packets of a martensitic steel.
    """

    seed: int
    facet_size: float = 10e-6

    @property
    def coarse(self) -> FractalNoise:
        """The relief that is coarser than the facets; bodies that lie here stand on it."""
        return FractalNoise(self.seed + 71, 32 * self.facet_size, 2 * self.facet_size, 2.2 * self.facet_size, 0.95)

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the facets; visible from 24 pixels a facet up to half of the grid's width."""
        size, pixel, detail = self.facet_size, grid.pixel_size, grid.detail
        shape = (grid.rows, grid.columns)
        coarse = self.coarse
        fine = FractalNoise(self.seed + 72, 0.35 * size, size / 500, 0.011 * size, 0.9)
        height = coarse.over(grid) + fine.over(grid)
        weight = level_of_detail(size, detail)
        left_out = coarse.left_out(detail) + fine.left_out(detail) + (1.0 - weight**2) * (FACET_VARIANCE + LINE_VARIANCE)
        roughness = np.full(shape, left_out, np.float32)
        visible = np.zeros(shape, np.uint32)
        if weight == 0.0 or not mask.any():
            return Relief(height, roughness, visible)
        warp_u = FractalNoise(self.seed + 73, 1.6 * size, size / 7, 0.26, 0.8).over(grid)
        warp_v = FractalNoise(self.seed + 74, 1.6 * size, size / 7, 0.26, 0.8).over(grid)
        vigour = FractalNoise(self.seed + 75, 1.1 * size, size / 8, 0.9, 0.7).over(grid)
        vigour += np.float32(0.4)
        block = CellBlock.under(grid, size)
        kernel_seed = np.uint32((self.seed * 7 + 13) & 0xFFFFFFFF)
        numbers, table = torn_patch_table(block.first_column, block.first_row, block.across, block.down, kernel_seed, TILT)
        facets, unresolved = np.zeros_like(height), np.zeros_like(height)
        draw_torn_patches(
            facets,
            unresolved,
            mask,
            block.u_of_column,
            block.u_of_row,
            block.v_of_column,
            block.v_of_row,
            warp_u,
            warp_v,
            vigour,
            detail / size,
            scatter_cells(numbers),
            table,
            BORDER,
            RIDGE_HEIGHT,
            RIDGE_WIDTH,
            FAN_HEIGHT,
        )
        height += np.float32(size * weight) * facets
        roughness += np.float32(weight**2 * LINE_VARIANCE) * unresolved
        fits = size <= 0.5 * grid.frame_width
        if fits and size >= CALLABLE_PIXELS * pixel:
            visible[mask] |= np.uint32(Feature.QUASI_CLEAVAGE)
        if fits and size >= RIDGE_PIXELS * pixel:
            visible[mask] |= np.uint32(Feature.TEAR_RIDGES)
        return Relief(height, roughness, visible)
