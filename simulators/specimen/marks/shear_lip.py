"""The raised rim that tears last, along the free edge."""

from dataclasses import dataclass

import numpy as np

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.outlines.outline import Outline
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

NARROWEST = 0.8e-3
"""Field width (m) from which on the slope shows beside something flat."""


@dataclass(frozen=True)
class ShearLip:
    """An inclined rim along the free edge where the crack came last; its zone is a `Rim` of the same width and start.

    Attributes
    ----------
    seed
        Of its unevenness.
    width
        From the free edge inwards, as seen from above (m).
    start
        Length of the crack (m) before which there is none.
    slope
        Height over width; 1 is 45 degrees. Negative: the rim falls off, as on the other half of the part.
    edges
        What counts as free edge, as for the `Rim`; None for the part's own.
    """

    seed: int
    width: float
    start: float = 0.0
    slope: float = 0.8
    edges: Outline | None = None

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the rim, or None away from it; told where it has 5 pixels and fits into the field."""
        inside = front.inside if self.edges is None else self.edges.inside(grid)
        if float(inside.min()) > 2.5 * self.width or float(front.arrival.max()) < self.start:
            return None
        there = np.clip((front.arrival - np.float32(self.start)) / np.float32(2 * self.width), 0, 1) if self.start > 0 else np.float32(1)
        wander = FractalNoise(self.seed + 71, 1.6e-3, 40e-6, 0.25 * self.width, 0.9).over(grid)
        rounding = np.float32(0.15 * self.width)
        deep = np.float32(self.width) * there + wander * there - np.maximum(inside, 0)
        # Round at its foot, and exactly flat from twice its width on.
        rise = np.float32(0.5) * (deep + np.hypot(deep, rounding)) * np.clip(2.5 - inside / np.float32(self.width), 0, 1) * there
        visible = None
        field = grid.frame_width
        if field >= max(NARROWEST, self.width) and self.width >= 5 * grid.pixel_size:
            seen = (deep > 0) & (there > 0.5) & (inside > 0)
            visible = np.where(seen, np.uint32(Feature.SHEAR_LIP), np.uint32(0)).astype(np.uint32)
        return MacroRelief(height=np.asarray(np.float32(self.slope) * rise, np.float32), visible=visible)
