"""Elongated dimples: voids that were drawn out by shear or by tearing before their walls broke."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.cell_block import CellBlock
from fractoscope.simulators.specimen.morphologies.shear_void_kernel import add_shear_voids
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

SCALES = ((2.0, 0.35), (1.0, 0.6), (0.5, 1.0))
SLOPE_VARIANCE = 0.16
CALLABLE_PIXELS = 9
"""Pixels across the typical dimple from which its shape can be told: the finest population then has 4.5."""
STRETCH = {"shear": 3.0, "tear": 2.4}
SCATTER = {"shear": 0.14, "tear": 0.25}
DEPTH = {"shear": 0.75, "tear": 1.0}


@dataclass(frozen=True)
class ElongatedDimples:
    """Parabolas that lie one way, in three populations whose sizes differ by factors of two.

    Attributes
    ----------
    seed
        Which dimples.
    cell_size
        Typical distance across the dimples (m); along them they are about twice as far apart.
    angle
        Where their open ends point (rad, from x towards y). Dimples of shear open opposite ways on the two halves of a fracture, those
        of tearing the same way (back to where the crack came from), so one half cannot tell which it was.
    cause
        "shear": long and shallow, all alike; "tear": shorter and deeper, more scattered.
    """

    seed: int
    cell_size: float
    angle: float
    cause: Literal["shear", "tear"] = "shear"

    @property
    def coarse(self) -> FractalNoise:
        """The relief that is coarser than the dimples; bodies that lie here stand on it."""
        return FractalNoise(self.seed + 114, 32 * self.cell_size, 2 * self.cell_size, 3.4 * self.cell_size, 0.95)

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the dimples; visible where they have 9 pixels across and twice their length fits into the grid's width."""
        size, pixel, detail, stretch = self.cell_size, grid.pixel_size, grid.detail, STRETCH[self.cause]
        depth = DEPTH[self.cause]
        warp_u = FractalNoise(self.seed + 111, 2 * size, size / 4, 0.1).over(grid)
        warp_v = FractalNoise(self.seed + 112, 2 * size, size / 4, 0.14).over(grid)
        # Where no void is near the mean plane shows, below the kernel's cap of every scale, so that it joins without a step.
        plane = (0.35 + 0.6 * level_of_detail(SCALES[-1][0] * size, detail)) * depth * size
        envelope = np.full((grid.rows, grid.columns), plane, np.float32)
        left_out = 0.0
        for index, (scale, occupation) in enumerate(SCALES):
            cell = scale * size
            weight = level_of_detail(cell, detail)
            left_out += (1.0 - weight**2) * SLOPE_VARIANCE
            if weight == 0.0:
                continue
            block = CellBlock.under(grid, cell, self.angle, stretch)
            add_shear_voids(
                envelope,
                mask,
                block.u_of_column,
                block.u_of_row,
                block.v_of_column,
                block.v_of_row,
                warp_u,
                warp_v,
                1.0 / scale,
                block.first_column,
                block.first_row,
                block.across,
                block.down,
                np.uint32((self.seed * 7 + index * 0x9E3779B1 + 29) & 0xFFFFFFFF),
                occupation,
                stretch,
                SCATTER[self.cause],
                depth * cell,
                weight,
            )
        fine = FractalNoise(self.seed + 113, size / 2, size / 500, 0.012 * size, 0.9)
        coarse = self.coarse
        height = envelope + fine.over(grid) + coarse.over(grid)
        roughness = np.full(height.shape, left_out + fine.left_out(detail) + coarse.left_out(detail), np.float32)
        shown = CALLABLE_PIXELS * pixel <= size and stretch * size < 0.5 * grid.frame_width
        visible = np.where(mask & shown, np.uint32(Feature.ELONGATED_DIMPLES), np.uint32(0)).astype(np.uint32)
        return Relief(height, roughness, visible)
