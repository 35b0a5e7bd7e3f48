"""A straight zone."""

from dataclasses import dataclass
from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.extents.ragged import ragged
from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class Strip:
    """A band beside a straight line: what lies along a notch root, a layer, a weld.

    Attributes
    ----------
    x, y
        A point on the middle line (m).
    angle
        Direction of the line (rad, from x towards y).
    half_width
        In metres.
    noise
        How ragged its borders are (m), or None.
    """

    x: float
    y: float
    angle: float
    half_width: float
    noise: FractalNoise | None = None

    def depth(self, sheets: NoiseSheets, front: CrackFront, band: float) -> NDArray[np.float32]:
        """Return the distance to the nearer border (m), positive inside."""
        grid = sheets.grid
        aside = ((grid.ys - self.y) * cos(self.angle))[:, None] - ((grid.xs - self.x) * sin(self.angle))[None, :]
        inner = np.float32(self.half_width) - np.abs(aside).astype(np.float32)
        return ragged(sheets, inner, 0.0, self.noise, band)
