"""Rubbed patches: peaks worn down to a level and scored."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.grooves import Grooves
from fractoscope.simulators.specimen.overlays.extent import Extent
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.smooth_step import rise
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CALLABLE_PIXELS = 5
MATERIAL = Material(0.93)


@dataclass(frozen=True)
class RubbedPatch:
    """Where the faces touched: peaks above a level are flat and scored, hollows below it keep their first relief.

    The morphology `RubbedSurface` replaces all relief of a patch; this one wears it down, so that plateaus stand among what is left.

    Attributes
    ----------
    extent
        Where the faces touched.
    ground
        Level that the wear is measured from.
    seed
        Which scratches.
    angle
        Direction of sliding (rad).
    level
        Height above the ground (m) at which the other half slid.
    softness
        Over what height (m) the edge of a plateau is rounded.
    widest
        Width of the coarsest scratches (m).
    material
        The same metal, smeared.
    """

    extent: Extent
    ground: Ground
    seed: int
    angle: float
    level: float = 0.0
    softness: float = 1e-6
    widest: float = 16e-6
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the wear; told on plateaus where the coarsest scratches have 5 pixels and four fit across the frame."""
        share = self.extent.share(grid)
        if share is None:
            return None
        above = height - self.ground.over(grid) - np.float32(self.level)
        worn = rise(above / np.float32(self.softness) + np.float32(0.5)) * share * mask
        if not worn.any():
            return None
        scratches = Grooves(self.seed, self.widest, self.widest / 16, self.angle, 0.1, 60.0)
        change = worn * (scratches.over(grid, worn > 0) - above)
        roughness = np.full(worn.shape, scratches.left_out(grid.detail), np.float32)
        shown = CALLABLE_PIXELS * grid.pixel_size <= self.widest <= grid.frame_width / 4
        visible = np.where((worn > 0.5) & shown, np.uint32(Feature.RUBBED_SURFACE), np.uint32(0)).astype(np.uint32)
        return Cover(change.astype(np.float32), worn, roughness, visible, worn > 0.5)
