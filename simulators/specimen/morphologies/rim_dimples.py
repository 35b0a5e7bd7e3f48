"""Dimples of the shear lip of a round bar: drawn out along the radius, whichever side of the bar they are on."""

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.elongated_dimples import SCALES, ElongatedDimples
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.smooth_step import rise
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail
from fractoscope.simulators.specimen.window_of import window_of

SECTORS = 16
"""Directions around the bar: dimples of one sector then deviate by 11 degrees at most, about as much as they scatter anyhow."""


@dataclass(frozen=True)
class RimDimples:
    """Elongated dimples in sectors around an axis, each sector with a lattice along its own radius.

    Attributes
    ----------
    seed
        Which dimples.
    cell_size
        Typical distance across the dimples (m).
    x, y
        The axis (m).
    outwards
        True where the open ends point away from the axis; the other half of the part has them the other way.
    """

    seed: int
    cell_size: float
    x: float
    y: float
    outwards: bool = True

    @property
    def coarse(self) -> FractalNoise:
        """The relief that is coarser than the dimples, which all sectors share; bodies that lie here stand on it."""
        return self._sector(0).coarse

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the dimples; visible where they have 9 pixels across and twice their length fits into the grid's width."""
        if level_of_detail(SCALES[0][0] * self.cell_size, grid.detail) == 0:
            # No dimple is drawn, and the rest is the same in all sectors.
            return self._sector(0).relief(grid, mask)
        dx, dy = (grid.xs - self.x).astype(np.float32)[None, :], (grid.ys - self.y).astype(np.float32)[:, None]
        wander = FractalNoise(self.seed + 131, 16 * self.cell_size, 2 * self.cell_size, 6 * self.cell_size).over(grid)
        radius = np.maximum(np.hypot(dx, dy), np.float32(4 * self.cell_size))
        turn = (np.arctan2(dy, dx) + wander / radius) * np.float32(SECTORS / (2 * pi))
        own = np.floor(turn).astype(np.int16) % SECTORS
        # Over the width of a dimple two lattices are mixed, or there would be a cliff.
        band = np.float32(self.cell_size * SECTORS / (2 * pi)) / radius
        height, roughness = np.zeros(own.shape, np.float32), np.zeros(own.shape, np.float32)
        visible = np.zeros(own.shape, np.uint32)
        for number in range(SECTORS):
            window = window_of(mask & ((own - number + 1) % SECTORS <= 2))
            if window is None:
                continue
            past = (turn[window] - np.float32(number)) % np.float32(SECTORS)
            inside = np.where(past > (SECTORS + 1) / 2, past - np.float32(SECTORS), np.minimum(past, 1 - past)).astype(np.float32)
            weight = np.where(mask[window], rise(np.asarray(inside / band[window] + 0.5, np.float32)), np.float32(0))
            touched = weight > 0
            if touched.any():
                relief = self._sector(number).relief(grid.part(*window), touched)
                height[window] += weight * relief.height
                roughness[window] += weight * relief.roughness
                visible[window] |= np.where(own[window] == number, relief.visible, np.uint32(0))
        return Relief(height, roughness, visible)

    def _sector(self, number: int) -> ElongatedDimples:
        angle = 2 * pi * (number + 0.5) / SECTORS
        return ElongatedDimples(self.seed, self.cell_size, angle if self.outwards else angle + pi)
