"""The relief around a field."""

from dataclasses import dataclass
from math import ceil, log2

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from fractoscope.simulators.imaging.sampled_specimen import SampledSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

EXTENT = 6
"""Width and height of the nearer region in fields."""

COARSENESS = 32
"""Pitch of its raster in pixels of the field."""

FEWEST = 8
"""Points each way, however small the field."""

FARTHER = 8
"""How much wider and coarser the farther region is."""

WIDEST_RADIUS = 64e-6
"""Radius (m) beyond which hollows are shallow against their width and shade little."""


@dataclass(frozen=True)
class Surroundings:
    """Coarse relief of a region that holds a field and lies about the same centre.

    Attributes
    ----------
    height
        Metres, shape (rows, columns), float32.
    pixel_size
        Pitch (m).
    smallest, largest
        Radii (m) that are read from this region: its weight rises from `smallest` to twice that and falls from half of `largest`.
    """

    height: NDArray[np.float32]
    pixel_size: float
    smallest: float
    largest: float

    @classmethod
    def of(
        cls, specimen: SampledSpecimen, grid: SurfaceGrid, height: NDArray[np.float32], from_radius: float
    ) -> "tuple[Surroundings, ...]":
        """Return the regions around a field: none where it is so wide that nothing outside it matters, else one or two.

        Parameters
        ----------
        specimen
            What is looked at.
        grid
            The field.
        height
            Its relief (m), shape (rows, columns).
        from_radius
            Radius (m) from which the field itself is too small.
        """
        regions: list[Surroundings] = []
        inner, inner_pitch = height, grid.pixel_size
        wider = 1.0
        while from_radius < WIDEST_RADIUS and len(regions) < 2:
            pitch = wider * COARSENESS * grid.pixel_size
            columns, rows = (max(ceil(EXTENT * count / COARSENESS), FEWEST) for count in (grid.columns, grid.rows))
            outer = specimen.sample(SurfaceGrid(grid.x, grid.y, pitch, columns, rows)).height
            # What is too fine for the coarser pitch is missing there, and with it its mean: dimples only ever lower a surface.
            shared = _middle(outer, inner.shape[0] * inner_pitch / pitch, inner.shape[1] * inner_pitch / pitch)
            outer = outer + np.float32(inner.mean() - shared.mean())
            # A radius of a third of the smaller side still sees mostly what was sampled.
            regions.append(cls(outer, pitch, from_radius, rows * pitch / 3))
            from_radius, wider = rows * pitch / 6, wider * FARTHER
            inner, inner_pitch = outer, pitch
        return tuple(regions)

    def weight(self, radius: float) -> float:
        """Return how much of the shading at a radius (m) is read from here, 0 to 1."""
        if radius > WIDEST_RADIUS:
            return 0.0
        rise, fall = log2(radius / self.smallest), log2(self.largest / radius)
        return max(min(rise, fall, 1.0), 0.0)

    def blurred(self, radius: float) -> NDArray[np.float32]:
        """Return the relief smoothed by a Gaussian of standard deviation `radius` (m)."""
        sigma = radius / self.pixel_size
        margin = min(ceil(2 * sigma), min(self.height.shape) - 1)
        padded = np.pad(self.height, margin, mode="reflect", reflect_type="odd")
        smooth = gaussian_filter(padded, sigma, truncate=2.0, mode="nearest")
        return np.ascontiguousarray(smooth[margin:-margin, margin:-margin] if margin else smooth)


def _middle(raster: NDArray[np.float32], rows: float, columns: float) -> NDArray[np.float32]:
    """Return the middle of a raster, at least one pixel each way."""
    cut_rows, cut_columns = (max(0, int((size - wanted) / 2)) for size, wanted in zip(raster.shape, (rows, columns), strict=True))
    return raster[cut_rows : raster.shape[0] - cut_rows, cut_columns : raster.shape[1] - cut_columns]
