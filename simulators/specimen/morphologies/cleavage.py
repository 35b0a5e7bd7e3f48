"""Cleavage: tilted facets with sharp borders, most of them crossed by river lines."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.cleavage_kernel import LEFT_OUT_RIVERS, draw_facets, facet_table
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fine_texture import add_fine_texture
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail
from fractoscope.simulators.specimen.texture.noise_kernels import add_octave

_LEFT_OUT_FACETS = 0.25


class CleavageFacets:
    """Transgranular facets, each a tilted plane; about three in four carry river lines that merge downstream.

    Parameters
    ----------
    seed
        Chooses the surface.
    facet_size
        Mean distance between facet centres (m).
    origin
        Where the crack came from (m, stage axes): rivers then run away from it within about 55°, otherwise every facet has
        a direction of its own.
    """

    def __init__(self, seed: int, facet_size: float, origin: tuple[float, float] | None = None) -> None:
        self.seed = seed
        self.facet_size = facet_size
        self.origin = origin

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return facets and rivers where `mask` is True; facets below 1 pixel become roughness."""
        shape = (grid.rows, grid.columns)
        height = np.zeros(shape, np.float32)
        direction = np.full(shape, np.nan, np.float32)
        spacing = np.full(shape, np.nan, np.float32)
        visible = np.zeros(shape, np.uint32)
        size = self.facet_size
        weight = level_of_detail(size, grid.detail)
        texture = np.zeros(shape, np.float32)
        left_out = 0.0
        if mask.any():
            left_out = add_fine_texture(texture, grid, 0.25 * size, 0.02, self.seed + 31, hurst=0.9)
        roughness = np.full(shape, _LEFT_OUT_FACETS + LEFT_OUT_RIVERS + left_out, np.float32)
        if weight == 0 or not mask.any():
            return Relief(height, roughness, visible, direction, spacing)
        self._draw_facets(grid, mask, left_out, height, roughness, direction, spacing)
        height *= np.float32(size * weight)
        height += texture
        roughness += np.float32((1.0 - weight**2) * _LEFT_OUT_FACETS)
        spacing *= np.float32(size)
        width = grid.frame_width
        # Below about 9 pixels a person cannot tell these facets from grain faces.
        if 9 * grid.pixel_size <= size <= 0.5 * width:
            visible[mask] |= np.uint32(Feature.CLEAVAGE_FACETS)
        with np.errstate(invalid="ignore"):
            rivers = (spacing >= 4.5 * grid.pixel_size) & (spacing <= min(0.25 * width, 0.5 * size))
        # A facet of fewer pixels holds too few lines to be seen running together.
        if size >= 25 * grid.pixel_size:
            visible[rivers & mask] |= np.uint32(Feature.RIVER_PATTERN)
        return Relief(height, roughness, visible, direction, spacing)

    def _draw_facets(
        self,
        grid: SurfaceGrid,
        mask: NDArray[np.bool_],
        left_out: float,
        height: NDArray[np.float32],
        roughness: NDArray[np.float32],
        direction: NDArray[np.float32],
        spacing: NDArray[np.float32],
    ) -> None:
        size = self.facet_size
        xs, ys = grid.xs / size, grid.ys / size
        warp_x, warp_y = np.zeros_like(height), np.zeros_like(height)
        for octave, amplitude in enumerate((0.10, 0.035, 0.02, 0.012)):
            wavelength = 0.9 / 2**octave
            if wavelength * size > 2 * grid.detail:
                add_octave(
                    warp_x, xs / wavelength, ys / wavelength, np.uint32((self.seed + 101 + octave) & 0xFFFFFFFF), np.float32(amplitude)
                )
                add_octave(
                    warp_y, xs / wavelength, ys / wavelength, np.uint32((self.seed + 211 + octave) & 0xFFFFFFFF), np.float32(amplitude)
                )
        margin = 3
        first_column, first_row = int(np.floor(xs[0])) - margin, int(np.floor(ys[-1])) - margin
        columns = int(np.floor(xs[-1])) + margin + 1 - first_column
        rows = int(np.floor(ys[0])) + margin + 1 - first_row
        origin = self.origin or (0.0, 0.0)
        seed = np.uint32(self.seed & 0xFFFFFFFF)
        table = facet_table(first_column, first_row, columns, rows, seed, origin[0] / size, origin[1] / size, self.origin is not None)
        detail = grid.detail / size
        draw_facets(
            height, roughness, direction, spacing, warp_x, warp_y, mask, xs, ys, detail, table, first_column, first_row, seed, left_out
        )
