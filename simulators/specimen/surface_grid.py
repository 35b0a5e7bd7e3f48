"""The points at which a surface is looked at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class SurfaceGrid:
    """A raster of square pixels in stage coordinates.

    Attributes
    ----------
    x, y
        Centre (m), x right, y up.
    pixel_size
        Pitch (m).
    columns, rows
        Size of the raster; row 0 is the top, where y is largest.
    frame_columns
        Columns of the frame that the raster is a part of; 0 where it is the whole.
    """

    x: float
    y: float
    pixel_size: float
    columns: int
    rows: int
    frame_columns: int = 0

    @property
    def frame_width(self) -> float:
        """Width (m) of the whole frame, which decides what can be told in it."""
        return (self.frame_columns or self.columns) * self.pixel_size

    def part(self, rows: slice, columns: slice) -> "SurfaceGrid":
        """Return the grid of a window of whole pixels, whose slices have a start and a stop."""
        xs, ys = self.xs[columns], self.ys[rows]
        return SurfaceGrid(
            float(xs[0] + xs[-1]) / 2, float(ys[0] + ys[-1]) / 2, self.pixel_size, xs.size, ys.size, self.frame_columns or self.columns
        )

    @property
    def xs(self) -> NDArray[np.float64]:
        """Return x of each column's pixel centres (m)."""
        return np.float64(self.x) + (np.arange(self.columns) - (self.columns - 1) / 2) * self.pixel_size

    @property
    def ys(self) -> NDArray[np.float64]:
        """Return y of each row's pixel centres (m), falling from the top row down."""
        return np.float64(self.y) - (np.arange(self.rows) - (self.rows - 1) / 2) * self.pixel_size
