"""Islands of a second morphology inside a zone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.smooth_step import rise
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

SOFTNESS = 0.03
"""Width of the border in units of the noise: about as wide as the other blend bands."""


@dataclass(frozen=True)
class Patches:
    """Islands of a second morphology inside a zone, where a noise is high: rubbed areas, grain faces in quasi-cleavage.

    Attributes
    ----------
    morphology
        What fills them.
    material
        What their surface is made of.
    noise
        Decides where they lie; its longest wavelength is about their size, amplitude 0.8.
    above
        Level of the noise above which they lie: 0 gives half of the zone, 0.4 about an eighth.
    """

    morphology: Morphology
    material: Material
    noise: FractalNoise
    above: float

    def share(self, sheets: NoiseSheets) -> NDArray[np.float32]:
        """Return the weight of the islands, 0 to 1, shape (rows, columns)."""
        softness = max(SOFTNESS, 8 * sheets.grid.pixel_size / self.noise.longest)
        return rise((sheets.over(self.noise) - self.above) / softness + 0.5)
