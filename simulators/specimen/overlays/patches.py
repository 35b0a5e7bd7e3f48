"""Patches of many sizes that take a given share of a surface."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.smooth_step import rise
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

_DEVIATION = 0.36
"""Standard deviation of an octave of gradient noise over its amplitude, measured over many cells."""


@dataclass(frozen=True)
class Patches:
    """Where a fractal noise lies above the level that leaves a given share of the area; denser about a place if there is one.

    Attributes
    ----------
    seed
        Which patches.
    size
        Wavelength of the coarsest noise (m): a patch is about half of it wide.
    area
        Share of the surface that is covered, 0 to 1, far from the place.
    softness
        Width of the border over that of a patch.
    place
        x, y (m) about which the cover is heavier, such as the origin, or None.
    reach
        Distance (m) over which the extra cover falls to 1/e.
    extra
        By how many standard deviations of the noise the level sinks at the place.
    """

    seed: int
    size: float
    area: float
    softness: float = 0.12
    place: tuple[float, float] | None = None
    reach: float = 1e-3
    extra: float = 2.5

    @property
    def noise(self) -> FractalNoise:
        """The noise, down to a 64th of the size."""
        return FractalNoise(self.seed, self.size, self.size / 64, 1.0, 0.8)

    def share(self, grid: SurfaceGrid) -> NDArray[np.float32] | None:
        """Return the cover, shape (rows, columns), or None where there is none; patches below two pixels become their mean."""
        if self.size <= 4 * grid.pixel_size and self.place is None:
            return np.full((grid.rows, grid.columns), self.area, np.float32)
        noise = self.noise
        deviation = _DEVIATION * float(np.sqrt(sum(amplitude**2 for _, amplitude in noise.octaves)))
        level = np.float32(NormalDist(0, deviation).inv_cdf(min(max(1 - self.area, 1e-6), 1 - 1e-6)))
        value = noise.over(grid) - level
        if self.place is not None:
            x, y = self.place
            distance = np.hypot((grid.xs - x).astype(np.float32)[None, :], (grid.ys - y).astype(np.float32)[:, None])
            value += np.float32(self.extra * deviation) * np.exp(distance / np.float32(-self.reach))
        # Where the noise below two pixels is left out the border blurs instead of point-sampling.
        soft = np.float32(deviation * max(self.softness, 4 * grid.pixel_size / self.size))
        share = rise(value / soft + np.float32(0.5))
        return share if share.any() else None
