"""The one way in which borders of zones become ragged."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.noise_sheets import NoiseSheets
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


def ragged(
    sheets: NoiseSheets, level: NDArray[np.float32], threshold: float, noise: FractalNoise | None, band: float
) -> NDArray[np.float32]:
    """Return by how much (m) a level plus noise exceeds a threshold; the noise is drawn only where it can change the sign.

    Parameters
    ----------
    sheets
        The grid, with noises drawn over it.
    level
        A smooth field (m), shape (rows, columns).
    threshold
        In the same unit.
    noise
        How ragged, or None.
    band
        Width of the blend at the border (m).
    """
    if noise is not None:
        reach = noise.reach() + 2 * band
        if float(level.min()) - reach < threshold < float(level.max()) + reach:
            level = level + sheets.over(noise)
    return level - np.float32(threshold)
