"""Crystallographic (stage I) facets: fatigue that grew along slip planes."""

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

SHALLOWEST, STEEPEST = 0.2, 0.7
BORDER = 0.045
TRACE_SPACING, TRACE_RELIEF = 0.045, 0.16
FACET_VARIANCE, TRACE_VARIANCE = 0.35, 0.05
CALLABLE_PIXELS = 12
"""Pixels of a facet from which it shows as a flat face with corners."""


@dataclass(frozen=True)
class CrystallographicFacets:
    """Flat steep facets, nearly all of them crossed by straight fine slip traces, with no rivers.

    Attributes
    ----------
    seed
        Which facets.
    facet_size
        Mean distance between facets (m), about a grain.
    undulation
        Height of the waves that the facets ride on, over the facet size.
    """

    seed: int
    facet_size: float
    undulation: float = 2.2

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the facets; visible from 12 pixels a facet up to half of the grid's width."""
        size, pixel, detail = self.facet_size, grid.pixel_size, grid.detail
        shape = (grid.rows, grid.columns)
        coarse = FractalNoise(self.seed + 81, 32 * size, 2 * size, self.undulation * size, 0.95)
        fine = FractalNoise(self.seed + 82, 0.12 * size, size / 600, 0.0012 * size, 0.9)
        height = coarse.over(grid) + fine.over(grid)
        weight = level_of_detail(size, detail)
        left_out = coarse.left_out(detail) + fine.left_out(detail) + (1.0 - weight**2) * (FACET_VARIANCE + TRACE_VARIANCE)
        roughness = np.full(shape, left_out, np.float32)
        visible = np.zeros(shape, np.uint32)
        if weight == 0.0 or not mask.any():
            return Relief(height, roughness, visible)
        # Facets on crystal planes have straight borders: hardly any warp, and that jagged.
        warp_u = FractalNoise(self.seed + 83, 0.6 * size, size / 32, 0.05, 0.8).over(grid)
        warp_v = FractalNoise(self.seed + 84, 0.6 * size, size / 32, 0.05, 0.8).over(grid)
        block = CellBlock.under(grid, size)
        kernel_seed = np.uint32((self.seed * 7 + 17) & 0xFFFFFFFF)
        numbers, table, seeds = lined_facet_table(
            block.first_column,
            block.first_row,
            block.across,
            block.down,
            kernel_seed,
            SHALLOWEST,
            STEEPEST,
            TRACE_SPACING,
            0.4,
            0.85,
            detail / size,
        )
        facets, lines = np.zeros_like(height), np.zeros_like(height)
        border = max(BORDER, detail / size)
        draw_lined_facets(
            facets,
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
            border,
            TRACE_RELIEF,
            0.8,
            0.05,
            0.0,
        )
        height += np.float32(size * weight) * facets
        roughness += np.float32(weight**2 * TRACE_VARIANCE) * (1 - lines * lines)
        if CALLABLE_PIXELS * pixel <= size <= 0.5 * grid.frame_width:
            visible[mask] |= np.uint32(Feature.CRYSTALLOGRAPHIC_FACETS)
        return Relief(height, roughness, visible)
