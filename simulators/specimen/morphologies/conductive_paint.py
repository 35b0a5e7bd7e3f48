"""Conductive paint: silver flakes in a binder."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.flake_kernel import add_flakes
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

CALLABLE_PIXELS = 5
_SLOPE_OF_FLAKES = 0.12


@dataclass(frozen=True)
class ConductivePaint:
    """Lumpy dried paint of tilted flakes, each flat and with an edge of its own; a material of high atomic number suits it.

    Attributes
    ----------
    seed
        Which paint.
    flake
        Width of a flake (m).
    """

    seed: int
    flake: float = 5e-6

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the paint; told where the flakes have 5 pixels and four fit across the frame."""
        shape = (grid.rows, grid.columns)
        if not mask.any():
            return Relief(np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.zeros(shape, np.uint32))
        lumps = FractalNoise(self.seed, 0.6e-3, 2 * self.flake, 25e-6, 0.95)
        height = lumps.over(grid)
        left_out = lumps.left_out(grid.detail)
        for size, seed in ((self.flake, self.seed + 7), (0.45 * self.flake, self.seed + 8)):
            weight = level_of_detail(size, grid.detail)
            left_out += (1 - weight**2) * _SLOPE_OF_FLAKES
            if weight == 0:
                continue
            bits = np.uint32((seed * 0x9E3779B1 + 0x68E31DA4) & 0xFFFFFFFF)
            add_flakes(height, mask, grid.xs / size, grid.ys / size, bits, size * weight)
        shown = CALLABLE_PIXELS * grid.pixel_size <= self.flake <= grid.frame_width / 4
        visible = np.where(mask & shown, np.uint32(Feature.MOUNTING_HARDWARE), np.uint32(0)).astype(np.uint32)
        return Relief(height, np.full(shape, left_out, np.float32), visible)
