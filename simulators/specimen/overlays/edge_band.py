"""A strip along a straight edge."""

from dataclasses import dataclass
from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.smooth_step import rise
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class EdgeBand:
    """A strip of a given width that starts at a straight line and ends raggedly.

    Attributes
    ----------
    x, y
        A point on the line (m).
    inwards
        Direction from the line into the strip (rad, from x towards y).
    width
        How far it reaches (m); on the other side of the line it goes on without end, where the mask cuts it.
    length
        Along the line, half to each side of the point (m).
    seed
        Of the ragged end.
    """

    x: float
    y: float
    inwards: float
    width: float
    length: float = float("inf")
    seed: int = 0

    def share(self, grid: SurfaceGrid) -> NDArray[np.float32] | None:
        """Return 1 in the strip and 0 beyond it, shape (rows, columns), or None where it does not come near."""
        dx, dy = (grid.xs - self.x)[None, :], (grid.ys - self.y)[:, None]
        depth = np.asarray(dx * cos(self.inwards) + dy * sin(self.inwards), np.float32)
        along = np.abs(np.asarray(dy * cos(self.inwards) - dx * sin(self.inwards), np.float32))
        border = np.minimum(np.float32(self.width) - depth, np.float32(self.length / 2) - along)
        ragged = FractalNoise(self.seed, self.width / 2, self.width / 64, self.width / 6, 0.7)
        soft = max(0.08 * self.width, 2 * grid.pixel_size)
        if float(border.max()) < -ragged.reach() - soft:
            return None
        if float(border.min()) > ragged.reach() + soft:
            return np.ones((grid.rows, grid.columns), np.float32)
        share = rise((border + ragged.over(grid)) / np.float32(soft) + np.float32(0.5))
        return share if share.any() else None
