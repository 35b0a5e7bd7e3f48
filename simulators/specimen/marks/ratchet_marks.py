"""Ratchet marks: steps between cracks that started side by side."""

from dataclasses import dataclass

import numpy as np

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.follow_crack import LONGEST_LEAD
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

NARROWEST = 0.6e-3
"""Field width (m) from which on a step can be told from any other wall."""

SIDE = 0.12e-3
"""Distance (m) over which a step ends beyond the edge."""


@dataclass(frozen=True)
class RatchetMarks:
    """Every second crack ran on a higher plane than its neighbours; where two meet there is a step, lower and lower inwards.

    Attributes
    ----------
    seed
        Of the heights and of the wander.
    origins
        How many cracks there are; neighbours on the edge must have neighbouring indices.
    height
        Mean height of a step at the edge (m).
    decay
        Distance from the edge (m) over which it falls to a third.
    width
        Width of a step as seen from above (m).
    """

    seed: int
    origins: int
    height: float = 80e-6
    decay: float = 1.6e-3
    width: float = 40e-6

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the steps, or None where one crack ran alone; told along a step that is half a pixel wide at least."""
        if self.origins < 2 or float(front.inside.min()) > 8 * self.decay:
            return None
        # Every second crack counts as on the high side: the signed lead is then continuous from one crack to its neighbour.
        high = np.where(np.arange(self.origins) % 2 == 0, 1, -1).astype(np.float32)
        lead = np.where(np.isfinite(front.lead), front.lead, np.float32(LONGEST_LEAD))
        signed = lead * high[front.origin]
        width = np.float32(max(self.width, grid.pixel_size))
        wander = FractalNoise(self.seed + 67, 0.8e-3, 4e-6, 25e-6, 0.75)
        if float(lead.min()) < 8 * width + wander.reach() and grid.pixel_size < self.width:
            signed += wander.over(grid)
        uneven = 1 + FractalNoise(self.seed + 68, 3e-3, 0.7e-3, 0.5, 0.8).over(grid)
        # Inwards the cracks join in one plane; on the side face the step is machined away.
        fading = np.exp(-np.maximum(front.inside, 0) / np.float32(self.decay)) * np.clip(1 + front.inside / np.float32(SIDE), 0, 1)
        height = np.float32(0.5 * self.height) * uneven * np.tanh(signed / width) * fading
        visible = None
        if grid.frame_width >= NARROWEST and 2 * self.width >= grid.pixel_size:
            near = (lead < 4 * width) & (front.inside > 0) & (front.inside < 1.5 * self.decay)
            visible = np.where(near, np.uint32(Feature.RATCHET_MARKS), np.uint32(0)).astype(np.uint32)
        return MacroRelief(height=np.asarray(height, np.float32), visible=visible)
