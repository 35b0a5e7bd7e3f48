"""Light ridges that fan out from the origin where the crack ran fast."""

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.marks.ridge_kernel import draw_ridges
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.noise_kernels import interpolate

PITCH = 16e-6


@dataclass(frozen=True)
class RadialRidges:
    """Ridged noise in the polar coordinates of the origin.

    Attributes
    ----------
    seed
        Which ridges.
    origin_x, origin_y
        Where they come from (m).
    start
        Distance (m) from which they rise.
    amplitude
        Height of the coarse set (m).
    """

    seed: int
    origin_x: float
    origin_y: float
    start: float
    amplitude: float = 36e-6

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the ridges, or None before they rise."""
        if float(front.arrival.max()) <= self.start:
            return None
        return MacroRelief(self._height(grid))

    def _height(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the height (m); below 4 um a pixel it is interpolated from nodes at multiples of 16 um."""
        seed = np.uint32((self.seed * 131 + 7) & 0xFFFFFFFF)
        if grid.pixel_size > PITCH / 4:
            ridges = draw_ridges(grid.xs, grid.ys, self.origin_x, self.origin_y, self.start, self.amplitude, seed, False)
            return np.asarray(ridges, np.float32)
        columns = np.arange(floor(grid.xs[0] / PITCH) - 2, floor(grid.xs[-1] / PITCH) + 4)
        rows = np.arange(floor(grid.ys[-1] / PITCH) - 2, floor(grid.ys[0] / PITCH) + 4)
        nodes = draw_ridges(columns * PITCH, rows * PITCH, self.origin_x, self.origin_y, self.start, self.amplitude, seed, True)
        out = np.empty((grid.rows, grid.columns), np.float32)
        interpolate(nodes, grid.xs / PITCH - columns[0], grid.ys / PITCH - rows[0], out)
        return out
