"""Wallner lines on pieces of a brittle phase: they look like striations, but cross, and change their spacing along an arc."""

from dataclasses import dataclass
from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.cell_block import TURN, CellBlock
from fractoscope.simulators.specimen.morphologies.cell_search import scatter_cells
from fractoscope.simulators.specimen.morphologies.wallner_kernel import draw_wallner_pieces, piece_table
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

BORDER, RIPPLE_RELIEF = 0.06, 0.2
PIECE_VARIANCE, LINE_VARIANCE = 0.06, 0.035


@dataclass(frozen=True)
class WallnerLines:
    """Smooth pieces, each crossed by two families of gently curved ripples, one stronger than the other.

    Attributes
    ----------
    seed
        Which pieces.
    spacing
        Distance (m) between the flaws on an edge that send out the lines; lines lie up to three times as far apart.
    piece_size
        Mean distance between pieces (m).
    origin
        Where the crack came from (m, stage axes): it then crossed the pieces away from it within 35°, otherwise any way.
    undulation
        Height of the waves that the pieces ride on, over the piece size.
    """

    seed: int
    spacing: float = 0.5e-6
    piece_size: float = 40e-6
    origin: tuple[float, float] | None = None
    undulation: float = 1.3

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the lines.

        They are visible where the stronger family has 5 pixels a period and four of them fit across the grid and a piece. The direction
        is that of growth, which the lines cross at up to 25° from square; the spacing is the stronger family's, as it is drawn.
        """
        size, pixel, detail = self.piece_size, grid.pixel_size, grid.detail
        shape = (grid.rows, grid.columns)
        coarse = FractalNoise(self.seed + 141, 32 * size, 2 * size, self.undulation * size, 0.9)
        fine = FractalNoise(self.seed + 142, 0.5 * size, size / 2000, 0.004 * size, 1.0)
        height = coarse.over(grid) + fine.over(grid)
        weight = level_of_detail(size, detail)
        left_out = coarse.left_out(detail) + fine.left_out(detail) + (1.0 - weight**2) * (PIECE_VARIANCE + LINE_VARIANCE)
        roughness = np.full(shape, left_out, np.float32)
        visible = np.zeros(shape, np.uint32)
        direction, spacing = np.full(shape, np.nan, np.float32), np.full(shape, np.nan, np.float32)
        if weight == 0.0 or not mask.any():
            return Relief(height, roughness, visible, direction, spacing)
        pieces, unresolved = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        self._draw_pieces(grid, mask, pieces, unresolved, direction, spacing)
        height += np.float32(size * weight) * pieces
        roughness += np.float32(weight**2 * LINE_VARIANCE) * unresolved
        spacing *= np.float32(size)
        with np.errstate(invalid="ignore"):
            drawn = spacing > 2 * pixel
            shown = (spacing >= 5 * pixel) & (spacing <= 0.25 * min(grid.frame_width, size))
        visible[shown & mask] = np.uint32(Feature.WALLNER_LINES)
        nothing = np.float32(np.nan)
        return Relief(height, roughness, visible, np.where(drawn, direction, nothing), np.where(drawn, spacing, nothing))

    def _draw_pieces(
        self,
        grid: SurfaceGrid,
        mask: NDArray[np.bool_],
        pieces: NDArray[np.float32],
        unresolved: NDArray[np.float32],
        direction: NDArray[np.float32],
        spacing: NDArray[np.float32],
    ) -> None:
        size = self.piece_size
        warp_u = FractalNoise(self.seed + 143, 1.5 * size, size / 16, 0.14, 0.9).over(grid)
        warp_v = FractalNoise(self.seed + 144, 1.5 * size, size / 16, 0.14, 0.9).over(grid)
        block = CellBlock.under(grid, size)
        x, y = self.origin or (0.0, 0.0)
        numbers, table = piece_table(
            block.first_column,
            block.first_row,
            block.across,
            block.down,
            np.uint32((self.seed * 7 + 41) & 0xFFFFFFFF),
            self.spacing / size,
            (x * cos(TURN) + y * sin(TURN)) / size - block.first_column,
            (y * cos(TURN) - x * sin(TURN)) / size - block.first_row,
            self.origin is not None,
        )
        draw_wallner_pieces(
            pieces,
            unresolved,
            direction,
            spacing,
            mask,
            block.u_of_column,
            block.u_of_row,
            block.v_of_column,
            block.v_of_row,
            warp_u,
            warp_v,
            TURN,
            grid.detail / size,
            scatter_cells(numbers),
            table,
            BORDER,
            RIPPLE_RELIEF,
        )
