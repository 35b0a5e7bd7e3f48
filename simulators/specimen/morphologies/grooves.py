"""Scratches and machining grooves: parallel lines of many widths."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.groove_kernel import add_grooves
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail


@dataclass(frozen=True)
class Grooves:
    """Parallel grooves whose widths halve from octave to octave.

    Attributes
    ----------
    seed
        Which grooves.
    widest, finest
        Widths (m) of the first octave and of the end of the series.
    angle
        Direction in which they run (rad).
    slope
        RMS slope across the grooves of one octave.
    stretch
        Length over width.
    """

    seed: int
    widest: float
    finest: float
    angle: float
    slope: float
    stretch: float = 50.0

    @property
    def widths(self) -> tuple[float, ...]:
        """Width of each octave (m), widest first."""
        count = int(np.floor(np.log2(self.widest / self.finest) + 1e-9)) + 1
        return tuple(self.widest / 2**k for k in range(count))

    def left_out(self, pixel_size: float) -> float:
        """Return the variance of the slope of what is not drawn at a pixel size (m)."""
        return float(sum((1 - level_of_detail(width / 2, pixel_size) ** 2) * self.slope**2 for width in self.widths))

    def over(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return the height (m) where the mask is True, else 0."""
        out = np.zeros((grid.rows, grid.columns), np.float32)
        for index, width in enumerate(self.widths):
            weight = level_of_detail(width / 2, grid.detail)
            # Octaves far wider than the frame are a plane in it; they still count, as tilt.
            if weight > 0.0:
                seed = np.uint32((self.seed * 31 + index * 0x9E3779B1 + 77) & 0xFFFFFFFF)
                # Mean square slope of a linear ramp of uniform differences is 2/3 of the amplitude over the width.
                amplitude = weight * self.slope * width * 0.9
                angle = self.angle + 0.06 * np.sin(2.4 * index + self.seed)
                add_grooves(out, mask, grid.xs / width, grid.ys / width, angle, self.stretch, seed, amplitude)
        return out
