"""Noises over one grid, each drawn once however many ask for it."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


class NoiseSheets:
    """Noises over one grid, each drawn once however many ask for it.

    Parameters
    ----------
    grid
        Where.
    """

    def __init__(self, grid: SurfaceGrid) -> None:
        self.grid = grid
        self._drawn: dict[FractalNoise, NDArray[np.float32]] = {}

    def over(self, noise: FractalNoise) -> NDArray[np.float32]:
        """Return a noise over the grid, shape (rows, columns); not to be written to."""
        if noise not in self._drawn:
            self._drawn[noise] = noise.over(self.grid)
        return self._drawn[noise]
