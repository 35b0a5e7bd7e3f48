"""Fine granular area: the rough core of a fisheye."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.dimple_kernel import add_voids
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

SCALES = ((2.0, 0.2), (1.0, 0.7), (0.5, 1.0))
DEPTH = 0.55
SLOPE_VARIANCE = 0.1


@dataclass(frozen=True)
class FineGranularArea:
    """Rounded granules with sharp grooves between them, of a few tenths of a micrometre, on an uneven ground.

    Attributes
    ----------
    seed
        Which granules.
    granule_size
        Typical distance between granules (m); 50 nm to 1 µm in bearing steels (Sippel and Kerscher 2020).
    """

    seed: int
    granule_size: float = 0.5e-6

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the granules; the fisheye is visible by them where a granule has 5 pixels and 12 of them fit across the grid."""
        size, pixel, detail = self.granule_size, grid.pixel_size, grid.detail
        warp_x = FractalNoise(self.seed + 121, 3 * size, size / 3, 0.2).over(grid)
        warp_y = FractalNoise(self.seed + 122, 3 * size, size / 3, 0.2).over(grid)
        # Granules are the dimples' voids seen from below; the plane joins the undrawn scales without a step.
        plane = (0.35 + 0.6 * level_of_detail(SCALES[-1][0] * size, detail)) * DEPTH * size
        envelope = np.full((grid.rows, grid.columns), plane, np.float32)
        left_out = 0.0
        for index, (scale, occupation) in enumerate(SCALES):
            cell = scale * size
            weight = level_of_detail(cell, detail)
            left_out += (1.0 - weight**2) * SLOPE_VARIANCE
            if weight > 0.0:
                seed = np.uint32((self.seed * 7 + index * 0x9E3779B1 + 31) & 0xFFFFFFFF)
                xs, ys = grid.xs / cell, grid.ys / cell
                add_voids(envelope, mask, xs, ys, warp_x / scale, warp_y / scale, seed, occupation, DEPTH * cell, weight)
        ground = FractalNoise(self.seed + 123, 256 * size, 2 * size, 13.0 * size, 0.75)
        fine = FractalNoise(self.seed + 124, 0.5 * size, size / 64, 0.012 * size, 0.9)
        height = ground.over(grid) + fine.over(grid) - envelope
        roughness = np.full(height.shape, left_out + ground.left_out(detail) + fine.left_out(detail), np.float32)
        shown = size >= 5 * pixel and 12 * size <= grid.frame_width
        visible = np.where(mask & shown, np.uint32(Feature.FISHEYE), np.uint32(0)).astype(np.uint32)
        return Relief(height, roughness, visible)
