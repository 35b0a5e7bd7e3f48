"""Corrosion pits: rough bowls with deposit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.body_canvas import BodyCanvas
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.pit_kernel import draw_pits
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

CALLABLE_PIXELS = 10
REACH = 1.7
MATERIAL = Material(0.8, 17.0)


@dataclass(frozen=True)
class CorrosionPit:
    """Rough bowls made of smaller bowls, with deposit on the floor; placed on a free edge the face keeps one half.

    Attributes
    ----------
    placement
        Where they are.
    ground
        Level that they are eaten into.
    seed
        Of the roughness.
    depth
        Over the radius, about 0.6.
    roughness
        Amplitude of the roughness at a wavelength of 8 um over that wavelength.
    material
        Of the deposit.
    """

    placement: Placement
    ground: Ground
    seed: int = 0
    depth: float = 0.65
    roughness: float = 0.1
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the pits; told from 10 pixels wide, where three tenths of one lie in the frame."""
        bodies, left_out = self.placement.near(grid, REACH), self.placement.left_out(grid.pixel_size)
        if not bodies.count and left_out == 0:
            return None
        canvas = BodyCanvas(grid)
        draw_pits(*canvas.target(mask), grid.pixel_size, *bodies.traits(grid, CALLABLE_PIXELS), self.depth)
        rough = FractalNoise(self.seed + 9, 8e-6, 0.1e-6, self.roughness * 8e-6, 0.8)
        return canvas.cover(height, self.ground, Feature.CORROSION_PIT, "cut", rough, left_out)
