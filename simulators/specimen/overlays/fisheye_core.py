"""The fine granular area in the middle of a fisheye."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.body_canvas import BodyCanvas
from fractoscope.simulators.specimen.overlays.granule_kernel import draw_granules
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

CALLABLE_PIXELS = 12
GRANULE_PIXELS = 5
REACH = 1.4
_SLOPE_OF_GRANULES = 0.23
"""Mean square slope of the tips when they are drawn, which stands in for them when they are not."""
MATERIAL = Material(1.0)


@dataclass(frozen=True)
class FisheyeCore:
    """A round area of fine granules about an inner defect, optically dark; the smooth disc around it is the zone's own relief.

    Attributes
    ----------
    placement
        Where it is; the defect is another overlay, laid over this one.
    ground
        Level of the area.
    granule
        Width of a granule (m).
    material
        The same metal; many small slopes send out a little more.
    """

    placement: Placement
    ground: Ground
    granule: float = 0.7e-6
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the area; told from 12 pixels wide where three tenths of it lie in the frame, whether or not its granules can."""
        bodies = self.placement.near(grid, REACH)
        if not bodies.count:
            return None
        canvas = BodyCanvas(grid)
        weight = level_of_detail(self.granule, grid.pixel_size)
        draw_granules(*canvas.target(mask), grid.pixel_size, *bodies.traits(grid, CALLABLE_PIXELS), self.granule, weight)
        fine = FractalNoise(2, self.granule / 2, self.granule / 16, 0.012 * self.granule, 0.9)
        cover = canvas.cover(height, self.ground, Feature.FISHEYE, "set", fine)
        # What granules below a pixel would have added: mean square slope of the tips.
        cover.roughness[...] += np.float32((1 - weight**2) * _SLOPE_OF_GRANULES)
        return cover
