"""Creep cavities: grain faces that came apart by the growth of cavities on them."""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.cavity_kernel import TURN, carve_cavities
from fractoscope.simulators.specimen.morphologies.cell_block import CellBlock
from fractoscope.simulators.specimen.morphologies.intergranular_kernel import draw_grains, grain_table
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.cell_table import cell_table
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

GRAIN_VARIANCE, CAVITY_VARIANCE = 0.45, 0.25
MARGIN = 3
PITCH = 1.9
"""Distance between the places of cavities over the cavities' typical width."""
CALLABLE_PIXELS = 9
"""Pixels of a grain from which its faces can be told from cleavage facets."""


@dataclass(frozen=True)
class CreepCavities:
    """Grain faces of which most carry round cavities, with wedges where three grains meet.

    Attributes
    ----------
    seed
        Which grains.
    grain_size
        Mean distance between grain centres (m).
    cavity_size
        Typical width of a cavity (m); they reach from half to one and a half times as wide.
    undulation
        Height of the waves that the grains ride on, over the grain size.
    """

    seed: int
    grain_size: float = 50e-6
    cavity_size: float = 3e-6
    undulation: float = 3.2

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the faces.

        Cavities are visible on the faces that carry them, where a typical one has 5 pixels and four fit across the grid; the
        intergranular facets from 9 pixels a grain up to half of the grid's width.
        """
        size, pixel, detail = self.grain_size, grid.pixel_size, grid.detail
        shape = (grid.rows, grid.columns)
        coarse = FractalNoise(self.seed + 131, 32 * size, 2 * size, self.undulation * size, 0.95)
        fine = FractalNoise(self.seed + 132, 0.3 * size, size / 4000, 0.004 * size, 0.95)
        texture = coarse.over(grid) + fine.over(grid)
        weight, drawn = level_of_detail(size, detail), level_of_detail(self.cavity_size / 2, detail)
        left_out = coarse.left_out(detail) + fine.left_out(detail)
        left_out += (1.0 - weight**2) * GRAIN_VARIANCE + (1.0 - drawn**2) * CAVITY_VARIANCE
        roughness = np.full(shape, left_out, np.float32)
        visible = np.zeros(shape, np.uint32)
        if weight == 0.0 or not mask.any():
            return Relief(texture, roughness, visible)
        faces, cavitated = self._draw_faces(grid, mask, drawn)
        width = grid.frame_width
        if CALLABLE_PIXELS * pixel <= size <= 0.5 * width:
            visible[mask] |= np.uint32(Feature.INTERGRANULAR_FACETS)
        if 5 * pixel <= self.cavity_size <= 0.25 * width:
            visible[cavitated] |= np.uint32(Feature.CREEP_CAVITIES)
        return Relief(np.float32(size * weight) * faces + texture, roughness, visible)

    def _draw_faces(self, grid: SurfaceGrid, mask: NDArray[np.bool_], drawn: float) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        size = self.grain_size
        xs, ys = grid.xs / size, grid.ys / size
        warp_x = FractalNoise(self.seed + 133, 0.8 * size, 0.4 * size, 0.06).over(grid)
        warp_y = FractalNoise(self.seed + 134, 0.8 * size, 0.4 * size, 0.06).over(grid)
        column, row = floor(xs[0]) - MARGIN, floor(ys[-1]) - MARGIN
        across, down = floor(xs[-1]) + MARGIN + 1 - column, floor(ys[0]) + MARGIN + 1 - row
        seed = np.uint32((self.seed * 7 + 37) & 0xFFFFFFFF)
        lower = grain_table(column, row, across, down, seed, -1.0)
        upper = grain_table(column, row, across, down, np.uint32((int(seed) + 5003) & 0xFFFFFFFF), 1.0)
        faces = np.zeros((grid.rows, grid.columns), np.float32)
        cavitated = np.zeros(faces.shape, np.bool_)
        draw_grains(faces, warp_x, warp_y, mask, xs, ys, lower, upper, column, row, 0.0, seed)
        pitch = PITCH * self.cavity_size / size
        # A fifth of a grain is more than the warp can bend the lattice of cavities.
        block = CellBlock.under(grid, pitch * size, TURN)
        spare = ceil(0.2 / pitch) if drawn > 0.0 else 0
        cavity_column, cavity_row = block.first_column - spare, block.first_row - spare
        cavities = np.zeros((1, 1, 4), np.float32)
        if drawn > 0.0:
            columns, rows = block.across + 2 * spare, block.down + 2 * spare
            cavities = cell_table(cavity_column, cavity_row, columns, rows, 4, np.uint32((int(seed) + 77) & 0xFFFFFFFF))
        wedge = level_of_detail(0.1 * size, grid.detail)
        if drawn > 0.0 or wedge > 0.0:
            carve_cavities(
                faces,
                cavitated,
                mask,
                xs,
                ys,
                warp_x,
                warp_y,
                lower,
                upper,
                column,
                row,
                cavities,
                cavity_column,
                cavity_row,
                pitch,
                drawn,
                wedge,
                seed,
            )
        return faces, cavitated
