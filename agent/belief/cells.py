"""The places about which a belief is held."""

from dataclasses import dataclass
from math import ceil
from typing import Self

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.mission import Area

_CELLS_ALONG = 48
_REACH_SHARE = 1 / 14


@dataclass(frozen=True)
class Cells:
    """Cells in stage coordinates: a raster over an outline, or one cell a target.

    Attributes
    ----------
    x, y
        Centres (m), shape (n,).
    width
        Edge of each cell (m), shape (n,).
    inside
        True where a cell belongs to the specimen, shape (n,).
    shape
        (rows, columns) of the raster, row 0 at the lowest y; None for targets, which have no neighbours.
    reach
        Distance (m) over which an observation speaks for its surroundings; 0 for targets.
    names
        Names of targets; empty for a raster.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    width: NDArray[np.float64]
    inside: NDArray[np.bool_]
    shape: tuple[int, int] | None
    reach: float
    names: tuple[str, ...] = ()

    @classmethod
    def over(cls, area: Area) -> Self:
        """Return the cells of an area."""
        if area.targets:
            return cls(
                x=np.array([target.x_m for target in area.targets]),
                y=np.array([target.y_m for target in area.targets]),
                width=np.array([target.width_m for target in area.targets]),
                inside=np.ones(len(area.targets), dtype=np.bool_),
                shape=None,
                reach=0.0,
                names=tuple(target.name for target in area.targets),
            )
        box = area.bounds
        long_side = max(box.x_max_m - box.x_min_m, box.y_max_m - box.y_min_m)
        size = long_side / _CELLS_ALONG
        columns = max(1, ceil((box.x_max_m - box.x_min_m) / size - 1e-9))
        rows = max(1, ceil((box.y_max_m - box.y_min_m) / size - 1e-9))
        xs = np.linspace(box.x_min_m, box.x_max_m, columns, endpoint=False) + (box.x_max_m - box.x_min_m) / columns / 2
        ys = np.linspace(box.y_min_m, box.y_max_m, rows, endpoint=False) + (box.y_max_m - box.y_min_m) / rows / 2
        x, y = (grid.ravel() for grid in np.meshgrid(xs, ys))
        inside = np.array([area.contains(float(u), float(v)) for u, v in zip(x, y, strict=True)])
        return cls(x=x, y=y, width=np.full(x.shape, size), inside=inside, shape=(rows, columns), reach=long_side * _REACH_SHARE)

    def weights(self, x: float, y: float) -> NDArray[np.float64]:
        """Return how far an observation at (x, y) speaks for each cell, 0 to 1, shape (n,).

        A Gaussian of `reach` on a raster; on targets 1 for the one that holds the place and 0 for the others.
        """
        if self.shape is None:
            holds = (np.abs(self.x - x) <= self.width / 2) & (np.abs(self.y - y) <= self.width / 2)
            return holds.astype(np.float64)
        squared = (self.x - x) ** 2 + (self.y - y) ** 2
        weight: NDArray[np.float64] = np.exp(-0.5 * squared / self.reach**2)
        weight[weight < 0.01] = 0.0
        return weight

    def nearest(self, x: float, y: float) -> int:
        """Return the index of the cell nearest to (x, y)."""
        return int(np.argmin((self.x - x) ** 2 + (self.y - y) ** 2))
