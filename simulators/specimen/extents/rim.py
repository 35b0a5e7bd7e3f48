"""A zone along the free edge."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.extents.ragged import ragged
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.outlines.outline import Outline
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class Rim:
    """What lies near the free edge, where the crack came late: the place of a shear lip.

    Attributes
    ----------
    width
        From the free edge inwards (m).
    start
        Length of the crack (m) before which there is none.
    noise
        How ragged its inner border is (m), or None.
    edges
        What counts as free edge: an outline drawn wider than the part where it has none, such as at a notch; None for the part's own.
    """

    width: float
    start: float = 0.0
    noise: FractalNoise | None = None
    edges: Outline | None = None

    def depth(self, sheets: NoiseSheets, front: CrackFront, band: float) -> NDArray[np.float32]:
        """Return how deep a place lies in the rim (m); it narrows to nothing over twice its width of crack growth."""
        inside = front.inside if self.edges is None else self.edges.inside(sheets.grid)
        inner = np.float32(self.width) - inside
        if self.start > 0:
            there = np.clip((front.arrival - np.float32(self.start)) / np.float32(2 * self.width), 0, 1)
            # Where there is no rim at all the noise must not make one.
            none = self.width + (0.0 if self.noise is None else self.noise.reach())
            inner = inner - (1 - there) * np.float32(none)
        return ragged(sheets, inner, 0.0, self.noise, band)
