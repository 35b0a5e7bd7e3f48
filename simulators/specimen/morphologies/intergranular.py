"""Intergranular fracture: the exact boundary between two layers of grains, with some boundaries open."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.intergranular_kernel import CRACK_WIDTH, draw_grains, grain_table
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fine_texture import add_fine_texture
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail
from fractoscope.simulators.specimen.texture.noise_kernels import add_octave

_LEFT_OUT_GRAINS = 0.45


class IntergranularFacets:
    """Grain faces that meet at edges and triple points ("rock candy"), about one boundary in four cracked open.

    Parameters
    ----------
    seed
        Chooses the surface.
    grain_size
        Mean distance between grain centres (m).
    """

    def __init__(self, seed: int, grain_size: float) -> None:
        self.seed = seed
        self.grain_size = grain_size

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the grain faces where `mask` is True; grains below 1 pixel become roughness."""
        shape = (grid.rows, grid.columns)
        size = self.grain_size
        height = np.zeros(shape, np.float32)
        visible = np.zeros(shape, np.uint32)
        texture = np.zeros(shape, np.float32)
        weight = level_of_detail(size, grid.detail)
        left_out = 0.0
        if mask.any():
            left_out = add_fine_texture(texture, grid, 0.3 * size, 0.011, self.seed + 47)
        roughness = np.full(shape, left_out + (1.0 - weight**2) * _LEFT_OUT_GRAINS, np.float32)
        if weight == 0 or not mask.any():
            return Relief(height, roughness, visible)
        self._draw_grains(grid, mask, height)
        height *= np.float32(size * weight)
        height += texture
        # Below about 9 pixels a person cannot tell grain faces from cleavage facets.
        if 9 * grid.pixel_size <= size <= 0.5 * grid.frame_width:
            visible[mask] |= np.uint32(Feature.INTERGRANULAR_FACETS)
        return Relief(height, roughness, visible)

    def _draw_grains(self, grid: SurfaceGrid, mask: NDArray[np.bool_], height: NDArray[np.float32]) -> None:
        size = self.grain_size
        xs, ys = grid.xs / size, grid.ys / size
        warp_x, warp_y = np.zeros_like(height), np.zeros_like(height)
        for octave, amplitude in enumerate((0.06, 0.02)):
            wavelength = 0.8 / 2**octave
            if wavelength * size > 2 * grid.detail:
                add_octave(
                    warp_x, xs / wavelength, ys / wavelength, np.uint32((self.seed + 307 + octave) & 0xFFFFFFFF), np.float32(amplitude)
                )
                add_octave(
                    warp_y, xs / wavelength, ys / wavelength, np.uint32((self.seed + 401 + octave) & 0xFFFFFFFF), np.float32(amplitude)
                )
        margin = 3
        first_column, first_row = int(np.floor(xs[0])) - margin, int(np.floor(ys[-1])) - margin
        columns = int(np.floor(xs[-1])) + margin + 1 - first_column
        rows = int(np.floor(ys[0])) + margin + 1 - first_row
        seed = np.uint32(self.seed & 0xFFFFFFFF)
        lower = grain_table(first_column, first_row, columns, rows, seed, -1.0)
        upper = grain_table(first_column, first_row, columns, rows, np.uint32((self.seed + 5003) & 0xFFFFFFFF), 1.0)
        crack = level_of_detail(2.0 * CRACK_WIDTH * size, grid.detail)
        draw_grains(height, warp_x, warp_y, mask, xs, ys, lower, upper, first_column, first_row, crack, seed)
