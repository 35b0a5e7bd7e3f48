"""A round zone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.extents.ragged import ragged
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class Within:
    """A disc: the fibrous middle of a cup and cone, a fisheye.

    Attributes
    ----------
    x, y
        Centre (m).
    radius
        In metres.
    noise
        How ragged its border is (m), or None.
    """

    x: float
    y: float
    radius: float
    noise: FractalNoise | None = None

    def depth(self, sheets: NoiseSheets, front: CrackFront, band: float) -> NDArray[np.float32]:
        """Return the distance to the circle (m), positive inside."""
        grid = sheets.grid
        distance = np.hypot((grid.xs - self.x).astype(np.float32)[None, :], (grid.ys - self.y).astype(np.float32)[:, None])
        return ragged(sheets, np.float32(self.radius) - distance, 0.0, self.noise, band)
