"""The relief around a field."""

from dataclasses import dataclass
from math import ceil, log2

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from fractoscope.simulators.imaging.sampled_specimen import SampledSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

EXTENT = 3
"""Width and height of the region in fields."""

COARSENESS = 32
"""Pitch of its raster in pixels of the field: the smallest radius asked of it is 55 of those."""

WIDEST_RADIUS = 64e-6
"""Radius (m) beyond which hollows are shallow against their width and shade little."""


@dataclass(frozen=True)
class Surroundings:
    """Coarse relief of a field and of what lies around it, about the same centre.

    Attributes
    ----------
    height
        Metres, shape (rows, columns), float32.
    pixel_size
        Pitch (m).
    """

    height: NDArray[np.float32]
    pixel_size: float

    @classmethod
    def of(cls, specimen: SampledSpecimen, grid: SurfaceGrid) -> "Surroundings | None":
        """Return what lies around a field, or None where the field is so wide that nothing outside it matters."""
        pitch = COARSENESS * grid.pixel_size
        # Radii from half of 110 pixels on are (also) read here.
        if WIDEST_RADIUS < 55 * grid.pixel_size:
            return None
        columns, rows = (ceil(EXTENT * count / COARSENESS) for count in (grid.columns, grid.rows))
        return cls(specimen.sample(SurfaceGrid(grid.x, grid.y, pitch, columns, rows)).height, pitch)

    def weight(self, radius: float) -> float:
        """Return how far a radius (m) is known from here: 1, falling to 0 from a quarter of the width to half of it."""
        share = radius / (self.pixel_size * self.height.shape[1])
        return min(max(-1.0 - log2(share), 0.0), 1.0) if radius <= WIDEST_RADIUS else 0.0

    def blurred(self, radius: float) -> NDArray[np.float32]:
        """Return the relief smoothed by a Gaussian of standard deviation `radius` (m)."""
        sigma = radius / self.pixel_size
        margin = min(ceil(2 * sigma), min(self.height.shape) - 1)
        padded = np.pad(self.height, margin, mode="reflect", reflect_type="odd")
        smooth = gaussian_filter(padded, sigma, truncate=2.0, mode="nearest")
        return np.ascontiguousarray(smooth[margin:-margin, margin:-margin] if margin else smooth)
