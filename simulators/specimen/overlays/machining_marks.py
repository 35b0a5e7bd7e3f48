"""Machining marks and scratches: straight parallel grooves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.grooves import Grooves
from fractoscope.simulators.specimen.overlays.extent import Extent
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CALLABLE_PIXELS = 5
MATERIAL = Material(0.95)


@dataclass(frozen=True)
class MachiningMarks:
    """Grooves of one direction that a tool cut, at a free edge or across the face; they run straight through everything.

    Attributes
    ----------
    extent
        Where the tool went.
    ground
        Level to which it cut away the relief.
    seed
        Which grooves.
    angle
        Direction in which they run (rad).
    widest
        Width of the coarsest grooves (m), the feed of the tool.
    slope
        RMS slope across the grooves of one octave of widths.
    cut
        How much of the relief beneath is gone, 0 to 1; a scratched fracture keeps some.
    material
        The same metal, smeared.
    """

    extent: Extent
    ground: Ground
    seed: int
    angle: float
    widest: float = 60e-6
    slope: float = 0.14
    cut: float = 0.9
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the grooves; told where the coarsest have 5 pixels and four fit across the frame."""
        share = self.extent.share(grid)
        if share is None:
            return None
        share = share * mask
        grooves = Grooves(self.seed, self.widest, self.widest / 32, self.angle, self.slope, 120.0)
        cut = np.float32(self.cut) * share
        change = share * grooves.over(grid, share > 0) + cut * (self.ground.over(grid) - height)
        roughness = np.full(share.shape, grooves.left_out(grid.detail), np.float32)
        shown = CALLABLE_PIXELS * grid.pixel_size <= self.widest <= grid.frame_width / 4
        visible = np.where((share > 0.5) & shown, np.uint32(Feature.MACHINING_MARKS), np.uint32(0)).astype(np.uint32)
        return Cover(change.astype(np.float32), share, roughness, visible, cut > 0.5)
