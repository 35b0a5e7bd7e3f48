"""Lint: fibres of cloth and paper."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.body_canvas import BodyCanvas
from fractoscope.simulators.specimen.overlays.fibre_kernel import draw_fibres
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

CALLABLE_PIXELS = 2.5
"""Pixels across a fibre from which its line can be told; there is no period in it that would need five."""
MATERIAL = Material(1.2, 6.7)


@dataclass(frozen=True)
class Lint:
    """Long wavy fibres that lie loosely on the surface.

    Attributes
    ----------
    placement
        Where they are; half the length of a fibre is its body's long half axis.
    ground
        Level that they lie on.
    thickness
        Radius of a fibre (m); cotton and paper have 5 to 10 um.
    material
        Cellulose.
    """

    placement: Placement
    ground: Ground
    thickness: float = 6e-6
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the fibres; told where one is 2.5 pixels thick and not broader than a third of the frame."""
        drawn = level_of_detail(self.thickness, grid.pixel_size)
        bodies = self.placement.near(grid, 1.05) if drawn > 0 else None
        if bodies is None or not bodies.count:
            return None
        canvas = BodyCanvas(grid)
        tell = CALLABLE_PIXELS * grid.pixel_size <= 2 * self.thickness <= grid.frame_width / 3
        draw_fibres(*canvas.target(mask), grid.pixel_size, bodies.table, bodies.seed, self.thickness, drawn, tell)
        if not canvas.hold.any():
            return None
        return canvas.cover(height, self.ground, Feature.SURFACE_CONTAMINATION, "set")
