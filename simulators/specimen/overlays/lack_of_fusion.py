"""Lack of fusion: places where a layer never joined the one below."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.body_canvas import BodyCanvas
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.overlays.unfused_kernel import draw_unfused
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

CALLABLE_PIXELS = 12
BALL_PIXELS = 5
REACH = 1.8
MATERIAL = Material(0.9, 24.0)


@dataclass(frozen=True)
class LackOfFusion:
    """Flat irregular patches of smooth free surface, some steps below the fracture, with balls of unmelted powder.

    Attributes
    ----------
    placement
        Where they are; such a patch lies along a layer and is stretched.
    ground
        Level that they are cut into.
    powder_radius
        Of the largest powder balls (m); they range down to 0.55 of it.
    seed
        Of the ripples of the free surface.
    material
        Oxidised free surface.
    """

    placement: Placement
    ground: Ground
    powder_radius: float = 18e-6
    seed: int = 0
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the patches; told as a whole from 12 pixels wide, or inside one where its powder balls have 5 pixels and fit."""
        bodies, left_out = self.placement.near(grid, REACH), self.placement.left_out(grid.pixel_size)
        if not bodies.count and left_out == 0:
            return None
        canvas = BodyCanvas(grid)
        width = 2 * self.powder_radius
        balls_tell = BALL_PIXELS * grid.pixel_size <= width <= 0.4 * grid.frame_width
        balls = self.powder_radius, level_of_detail(width, grid.pixel_size), balls_tell
        draw_unfused(*canvas.target(mask), grid.pixel_size, *bodies.traits(grid, CALLABLE_PIXELS), *balls)
        # Ripples of the frozen melt: long, shallow and without fine detail.
        ripples = FractalNoise(self.seed + 3, 3 * self.powder_radius, 0.6e-6, 0.09 * self.powder_radius, 1.25)
        return canvas.cover(height, self.ground, Feature.LACK_OF_FUSION, "set", ripples, left_out)
