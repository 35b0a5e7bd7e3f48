"""A zone that begins when the crack has run so far."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.extents.ragged import ragged
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class Beyond:
    """Everything that the crack reached later than some length.

    Attributes
    ----------
    start
        Length of the crack (m) at which it begins.
    noise
        How ragged the border is (m), or None.
    """

    start: float
    noise: FractalNoise | None = None

    def depth(self, sheets: NoiseSheets, front: CrackFront, band: float) -> NDArray[np.float32]:
        """Return by how much the crack was longer than at the start (m)."""
        return ragged(sheets, front.arrival, self.start, self.noise, band)
