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


@dataclass(frozen=True)
class RatchetMarks:
    """Every second crack ran on a higher plane than its neighbours; where two meet there is a step, lower and lower inwards.

    Attributes
    ----------
    seed
        Of the heights and of the raggedness.
    origins
        How many cracks there are; neighbours on the edge must have neighbouring indices.
    height
        Mean height of a step at the edge (m).
    decay
        Crack length (m) over which it falls to a third.
    width
        Width of a step as seen from above (m).
    """

    seed: int
    origins: int
    height: float = 80e-6
    decay: float = 1.6e-3
    width: float = 30e-6

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the steps, or None where one crack ran alone; told along a step that is wider than two thirds of a pixel."""
        if self.origins < 2 or float(front.arrival.min()) > 8 * self.decay:
            return None
        random = np.random.default_rng((self.seed, 47))
        signs = np.where(np.arange(self.origins) % 2 == 0, 0.5, -0.5)
        levels = (signs * self.height * random.uniform(0.6, 1.4, self.origins)).astype(np.float32)
        width = np.float32(max(self.width, grid.pixel_size))
        fading = np.exp(-front.arrival / np.float32(self.decay))
        lead = np.where(np.isfinite(front.lead), front.lead, np.float32(LONGEST_LEAD))
        if float(lead.min()) < 8 * width and grid.pixel_size < self.width:
            # Raggedness in the place of the step: never the sign of the lead, or the two sides would not meet.
            noise = FractalNoise(self.seed + 67, 0.4e-3, 6e-6, 0.35, 0.8).over(grid)
            lead = lead * (1 + noise)
        height = levels[front.origin] * np.tanh(lead / width) * fading
        visible = None
        if grid.columns * grid.pixel_size >= NARROWEST and 1.5 * self.width >= grid.pixel_size:
            near = (lead < 4 * width) & (front.arrival < 1.5 * self.decay)
            visible = np.where(near, np.uint32(Feature.RATCHET_MARKS), np.uint32(0)).astype(np.uint32)
        return MacroRelief(height=np.asarray(height, np.float32), visible=visible)
