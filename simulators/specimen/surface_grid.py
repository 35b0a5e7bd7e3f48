"""The points at which a surface is looked at."""

from dataclasses import dataclass, replace

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
    finely
        Whether relief is drawn down to half a pixel and read at the corners of the pixels, as an image needs it.
    """

    x: float
    y: float
    pixel_size: float
    columns: int
    rows: int
    frame_columns: int = 0
    finely: bool = False

    @property
    def detail(self) -> float:
        """Size (m) of the smallest features that are drawn; what can be told goes by `pixel_size` instead."""
        return 0.5 * self.pixel_size if self.finely else self.pixel_size

    @property
    def corners(self) -> "SurfaceGrid":
        """Return the raster of the pixels' corners, one row and one column more."""
        return replace(self, columns=self.columns + 1, rows=self.rows + 1, frame_columns=self.frame_columns or self.columns)

    @property
    def frame_width(self) -> float:
        """Width (m) of the whole frame, which decides what can be told in it."""
        return (self.frame_columns or self.columns) * self.pixel_size

    def part(self, rows: slice, columns: slice) -> "SurfaceGrid":
        """Return the grid of a window of whole pixels, whose slices have a start and a stop."""
        xs, ys = self.xs[columns], self.ys[rows]
        x, y = float(xs[0] + xs[-1]) / 2, float(ys[0] + ys[-1]) / 2
        return replace(self, x=x, y=y, columns=xs.size, rows=ys.size, frame_columns=self.frame_columns or self.columns)

    @property
    def xs(self) -> NDArray[np.float64]:
        """Return x of each column's pixel centres (m)."""
        return np.float64(self.x) + (np.arange(self.columns) - (self.columns - 1) / 2) * self.pixel_size

    @property
    def ys(self) -> NDArray[np.float64]:
        """Return y of each row's pixel centres (m), falling from the top row down."""
        return np.float64(self.y) - (np.arange(self.rows) - (self.rows - 1) / 2) * self.pixel_size
