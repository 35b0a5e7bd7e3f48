"""Arrays that bodies are drawn into, and how they meet the surface."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

_SLOPE_OF_BODIES = 1.0
"""Mean square slope over a hemisphere's foot would be unbounded; steep walls count as 45 degrees, as the yield saturates there."""


class BodyCanvas:
    """Collects bodies over one grid; every array has shape (rows, columns).

    Attributes
    ----------
    level
        Height of the bodies above the ground (m), float32.
    hold
        How far they rule the height, 0 to 1, float32.
    share
        How far their material covers the surface, 0 to 1, float32.
    told
        True where a body lies that can be told in this grid.
    """

    def __init__(self, grid: SurfaceGrid) -> None:
        shape = (grid.rows, grid.columns)
        self._grid = grid
        self.level = np.zeros(shape, np.float32)
        self.hold = np.zeros(shape, np.float32)
        self.share = np.zeros(shape, np.float32)
        self.told = np.zeros(shape, np.bool_)

    def target(self, mask: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
        """Return what every compiled loop over bodies draws into: level, hold, share, told, mask, columns' x and rows' y (m)."""
        return self.level, self.hold, self.share, self.told, mask, self._grid.xs, self._grid.ys

    def cover(
        self,
        height: NDArray[np.float32],
        ground: Ground,
        feature: Feature,
        how: Literal["cut", "lay", "set"],
        texture: FractalNoise | None = None,
        left_out: float = 0.0,
    ) -> Cover:
        """Return what the bodies add to a surface.

        Parameters
        ----------
        height
            Of the surface beneath (m).
        ground
            Level that they are measured from.
        feature
            Their bit.
        how
            "cut" only takes away, "lay" only adds, "set" replaces what was there.
        texture
            Fine relief that they carry, or None where they are smooth.
        left_out
            Share of the area (0 to 1) taken by bodies too small to be drawn; it tints the surface and roughens it.
        """
        change = np.zeros_like(height)
        touched = self.hold > 0
        rows, columns = np.flatnonzero(touched.any(axis=1)), np.flatnonzero(touched.any(axis=0))
        if rows.size:
            window = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
            # The ground is asked for where there are bodies only: at a survey it is dear, and most bodies are small.
            part = self._part(window)
            raised = ground.over(part) + self.level[window] - height[window]
            if texture is not None:
                raised += texture.over(part)
            if how == "cut":
                np.minimum(raised, 0, out=raised)
            elif how == "lay":
                np.maximum(raised, 0, out=raised)
            change[window] = self.hold[window] * raised
        visible = np.where(self.told, np.uint32(feature), np.uint32(0)).astype(np.uint32)
        roughness = _SLOPE_OF_BODIES * left_out + (texture.left_out(self._grid.pixel_size) if texture is not None else 0.0)
        share = np.maximum(self.share, np.float32(left_out)) if left_out > 0 else self.share
        return Cover(change, share, np.full(height.shape, roughness, np.float32), visible, self.hold > 0.5)

    def _part(self, window: tuple[slice, slice]) -> SurfaceGrid:
        """Return the part of the grid in a window of whole pixels."""
        grid, (rows, columns) = self._grid, window
        xs, ys = grid.xs[columns], grid.ys[rows]
        return SurfaceGrid(float(xs[0] + xs[-1]) / 2, float(ys[0] + ys[-1]) / 2, grid.pixel_size, xs.size, ys.size)
