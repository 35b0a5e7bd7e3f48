"""Bodies of many sizes at known places: pores, particles, dust."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

_LEAST_IN_FRAME = 0.3
"""Share of a body's box that must lie in the frame before a person can tell what it is."""


@dataclass(frozen=True)
class Bodies:
    """Places, sizes and seeds of bodies; every array has shape (bodies,).

    Attributes
    ----------
    x, y
        Centres (m), float64.
    radius
        Radius of the circle of the same area (m), float64.
    stretch
        Half axis along `angle` over `radius`, at least 1; the other half axis is `radius / stretch`.
    angle
        Direction of the long axis (rad).
    seed
        Decides the outline and all detail of each body, uint32.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    radius: NDArray[np.float64]
    stretch: NDArray[np.float64]
    angle: NDArray[np.float64]
    seed: NDArray[np.uint32]

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.x.size)

    @property
    def table(self) -> NDArray[np.float64]:
        """x, y, half axis along, half axis across (m), cosine and sine of the angle, shape (bodies, 6), for compiled loops."""
        return np.stack(
            (self.x, self.y, self.radius * self.stretch, self.radius / self.stretch, np.cos(self.angle), np.sin(self.angle)), axis=1
        )

    def near(self, grid: SurfaceGrid, reach: float) -> "Bodies":
        """Return those wider than 2 pixels of which a circle of `reach` long half axes touches the grid."""
        around = self.radius * self.stretch * reach + grid.pixel_size
        half_width, half_height = grid.columns * grid.pixel_size / 2, grid.rows * grid.pixel_size / 2
        kept = (np.abs(self.x - grid.x) <= half_width + around) & (np.abs(self.y - grid.y) <= half_height + around)
        return self.where(kept & (self.radius > grid.pixel_size))

    def where(self, kept: NDArray[np.bool_]) -> "Bodies":
        """Return the bodies for which `kept` is True."""
        return Bodies(self.x[kept], self.y[kept], self.radius[kept], self.stretch[kept], self.angle[kept], self.seed[kept])

    def drawn(self, pixel_size: float) -> NDArray[np.float32]:
        """Return each body's weight by the level of detail: 0 below a width of 2 pixels, 1 from 4 pixels."""
        t = np.clip((2 * self.radius / pixel_size - 2) / 2, 0, 1)
        return np.asarray(t * t * (3 - 2 * t), np.float32)

    def traits(self, grid: SurfaceGrid, pixels: float) -> tuple[NDArray[Any], ...]:
        """Return what every compiled loop over bodies is told of them: table, seeds, weights, and which `told` holds for."""
        return self.table, self.seed, self.drawn(grid.pixel_size), self.told(grid, pixels)

    def told(self, grid: SurfaceGrid, pixels: float) -> NDArray[np.bool_]:
        """Return which can be told in a grid: at least so many pixels wide, and three tenths of the box around them in the frame."""
        share = np.ones(self.count)
        size = 2 * self.radius
        for at, middle, count in ((self.x, grid.x, grid.columns), (self.y, grid.y, grid.rows)):
            half = count * grid.pixel_size / 2
            overlap = np.minimum(at + self.radius, middle + half) - np.maximum(at - self.radius, middle - half)
            share *= np.clip(overlap / size, 0, 1)
        return (size >= pixels * grid.pixel_size) & (share >= _LEAST_IN_FRAME)
