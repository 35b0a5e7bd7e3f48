"""A simulated frame with what is true of it."""

from dataclasses import dataclass

import numpy as np

from fractoscope.instruments.values import Pixels
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.signal_adjustment import Trouble
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth


@dataclass(frozen=True)
class RenderedFrame:
    """Pixels, truth and conditions of one frame.

    Attributes
    ----------
    pixels
        Grey levels, shape (rows, columns), uint8 or uint16.
    truth
        What lies at each pixel.
    conditions
        As asked, with the brightness and contrast that were used.
    trouble
        Why automatic brightness and contrast could not make the frame fill the grey levels, or None.
    """

    pixels: Pixels
    truth: SurfaceTruth
    conditions: ImagingConditions
    trouble: Trouble | None = None

    @property
    def saturated(self) -> float:
        """Share of pixels at black or white, 0 to 1."""
        full = 2**self.conditions.bits - 1
        return float(np.mean((self.pixels == 0) | (self.pixels == full)))
