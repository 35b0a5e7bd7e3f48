"""The fracture of a polycrystalline ceramic: partly through its grains, partly between them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.cell_block import CellBlock
from fractoscope.simulators.specimen.morphologies.cell_search import scatter_cells
from fractoscope.simulators.specimen.morphologies.lined_facet_kernel import draw_lined_facets, lined_facet_table
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

STEEPEST, BORDER = 0.75, 0.09
STEP_SPACING, STEP_RELIEF = 0.16, 0.12
GRAIN_VARIANCE, STEP_VARIANCE = 0.3, 0.02
CALLABLE_PIXELS = 9


@dataclass(frozen=True)
class CeramicGrains:
    """Small tilted faces, about a third of them with the steps of cleavage, the others smooth boundaries.

    Attributes
    ----------
    seed
        Which grains.
    grain_size
        Mean distance between grains (m).
    undulation
        Height of the waves that the faces ride on, over the grain size.
    """

    seed: int
    grain_size: float = 3e-6
    undulation: float = 3.0

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the grains; both kinds of facets are visible from 9 pixels a grain up to half of the grid's width."""
        size, pixel, detail = self.grain_size, grid.pixel_size, grid.detail
        shape = (grid.rows, grid.columns)
        coarse = FractalNoise(self.seed + 161, 32 * size, 2 * size, self.undulation * size, 0.95)
        fine = FractalNoise(self.seed + 162, 0.2 * size, size / 60, 0.003 * size, 0.9)
        height = coarse.over(grid) + fine.over(grid)
        weight = level_of_detail(size, detail)
        left_out = coarse.left_out(detail) + fine.left_out(detail) + (1.0 - weight**2) * (GRAIN_VARIANCE + STEP_VARIANCE)
        roughness = np.full(shape, left_out, np.float32)
        visible = np.zeros(shape, np.uint32)
        if weight == 0.0 or not mask.any():
            return Relief(height, roughness, visible)
        warp_u = FractalNoise(self.seed + 163, 0.8 * size, size / 4, 0.07, 0.9).over(grid)
        warp_v = FractalNoise(self.seed + 164, 0.8 * size, size / 4, 0.07, 0.9).over(grid)
        block = CellBlock.under(grid, size)
        numbers, table, seeds = lined_facet_table(
            block.first_column,
            block.first_row,
            block.across,
            block.down,
            np.uint32((self.seed * 7 + 47) & 0xFFFFFFFF),
            0.05,
            STEEPEST,
            STEP_SPACING,
            0.4,
            0.35,
            detail / size,
        )
        grains, steps = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        draw_lined_facets(
            grains,
            steps,
            mask,
            block.u_of_column,
            block.u_of_row,
            block.v_of_column,
            block.v_of_row,
            warp_u,
            warp_v,
            scatter_cells(numbers),
            table,
            seeds,
            max(BORDER, detail / size),
            STEP_RELIEF,
            0.85,
            0.2,
            0.1,
        )
        height += np.float32(size * weight) * grains
        roughness += np.float32(weight**2 * STEP_VARIANCE) * (1 - steps * steps)
        if CALLABLE_PIXELS * pixel <= size <= 0.5 * grid.frame_width:
            visible[mask] |= np.uint32(Feature.CLEAVAGE_FACETS | Feature.INTERGRANULAR_FACETS)
        return Relief(height, roughness, visible)
