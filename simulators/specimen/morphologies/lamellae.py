"""Lamellae of a two-phase structure laid bare: they look like striations and are none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.cell_block import CellBlock
from fractoscope.simulators.specimen.morphologies.cell_search import scatter_cells
from fractoscope.simulators.specimen.morphologies.lined_facet_kernel import draw_lined_facets, lined_facet_table
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

STEEPEST, BORDER = 0.35, 0.12
LAMELLA_RELIEF = 0.3
COLONY_VARIANCE, LAMELLA_VARIANCE = 0.05, 0.3


@dataclass(frozen=True)
class Lamellae:
    """Even parallel ridges, as of pearlite, whose direction jumps from colony to colony whatever way the crack ran.

    Attributes
    ----------
    seed
        Which colonies.
    spacing
        Mean distance between lamellae (m); colonies differ by up to 30 %.
    colony_size
        Mean distance between colonies (m).
    undulation
        Height of the waves that the colonys ride on, over the colony size.
    """

    seed: int
    spacing: float = 0.4e-6
    colony_size: float = 14e-6
    undulation: float = 1.5

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the lamellae. They bear no bit, direction or spacing: no feature of the taxonomy is there, and nothing grew along them."""
        size, detail = self.colony_size, grid.detail
        shape = (grid.rows, grid.columns)
        coarse = FractalNoise(self.seed + 91, 32 * size, 2 * size, self.undulation * size, 0.9)
        fine = FractalNoise(self.seed + 92, 0.2 * size, size / 1000, 0.004 * size, 0.95)
        height = coarse.over(grid) + fine.over(grid)
        weight = level_of_detail(size, detail)
        left_out = coarse.left_out(detail) + fine.left_out(detail) + (1.0 - weight**2) * (COLONY_VARIANCE + LAMELLA_VARIANCE)
        roughness = np.full(shape, left_out, np.float32)
        visible = np.zeros(shape, np.uint32)
        if weight == 0.0 or not mask.any():
            return Relief(height, roughness, visible)
        warp_u = FractalNoise(self.seed + 93, 1.4 * size, size / 20, 0.16, 1.0).over(grid)
        warp_v = FractalNoise(self.seed + 94, 1.4 * size, size / 20, 0.16, 1.0).over(grid)
        block = CellBlock.under(grid, size)
        kernel_seed = np.uint32((self.seed * 7 + 19) & 0xFFFFFFFF)
        numbers, table, seeds = lined_facet_table(
            block.first_column,
            block.first_row,
            block.across,
            block.down,
            kernel_seed,
            0.0,
            STEEPEST,
            self.spacing / size,
            0.3,
            1.0,
            detail / size,
        )
        colonies, lines = np.zeros_like(height), np.zeros_like(height)
        draw_lined_facets(
            colonies,
            lines,
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
            BORDER,
            LAMELLA_RELIEF,
            0.5,
            0.75,
            0.5,
        )
        height += np.float32(size * weight) * colonies
        roughness += np.float32(weight**2 * LAMELLA_VARIANCE) * (1 - lines * lines)
        return Relief(height, roughness, visible)
