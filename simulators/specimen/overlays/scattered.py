"""Bodies all over a surface, so many to an area."""

from dataclasses import dataclass
from math import ceil, floor, log, log2, pi, sqrt

import numpy as np

from fractoscope.simulators.specimen.overlays.bodies import Bodies
from fractoscope.simulators.specimen.overlays.scatter_kernel import scatter
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

_OCCUPIED = 0.5
"""Share of the cells that hold a body: half leaves gaps and neighbours as chance would, and few cells to look at."""


@dataclass(frozen=True)
class Scattered:
    """Bodies at random places, at most one to a cell of a lattice, each octave of sizes on a lattice of its own.

    An octave below 2 pixels is not looked at, so that a survey frame does not count a million specks.

    Attributes
    ----------
    seed
        Decides places, sizes and outlines.
    density
        Bodies of all sizes per area (1/m²).
    smallest, largest
        Radii (m).
    falling
        Exponent by which the number of bodies falls with their radius; with 2 each octave takes the same area.
    stretch
        Largest ratio of the long half axis to the radius.
    """

    seed: int
    density: float
    smallest: float
    largest: float
    falling: float = 2.0
    stretch: float = 1.25

    @property
    def octaves(self) -> tuple[tuple[float, float, float], ...]:
        """Density (1/m²), smallest and largest radius (m) of each octave, finest first."""
        count = max(ceil(log2(self.largest / self.smallest) - 1e-9), 1)
        ratio = (self.largest / self.smallest) ** (1 / count)
        shares = [ratio ** (-self.falling * k) for k in range(count)]
        return tuple(
            (self.density * share / sum(shares), self.smallest * ratio**k, self.smallest * ratio ** (k + 1))
            for k, share in enumerate(shares)
        )

    def near(self, grid: SurfaceGrid, reach: float) -> Bodies:
        """Return the bodies wider than 2 pixels of which a circle of `reach` long half axes touches the grid."""
        found = []
        for index, (density, smallest, largest) in enumerate(self.octaves):
            if largest <= grid.pixel_size or density <= 0:
                continue
            cell = sqrt(_OCCUPIED / density)
            margin = largest * self.stretch * reach + grid.pixel_size
            columns = (floor((grid.xs[0] - margin) / cell), floor((grid.xs[-1] + margin) / cell) + 1)
            rows = (floor((grid.ys[-1] - margin) / cell), floor((grid.ys[0] + margin) / cell) + 1)
            seed = np.uint32((self.seed * 0x9E3779B1 + index * 0x85EBCA77 + 0x27D4EB2F) & 0xFFFFFFFF)
            found.append(scatter(*columns, *rows, cell, _OCCUPIED, smallest, largest, self.stretch, seed))
        if not found:
            empty = np.zeros(0)
            return Bodies(empty, empty, empty, empty, empty, np.zeros(0, np.uint32))
        table, seeds = np.concatenate([one for one, _ in found]), np.concatenate([one for _, one in found])
        x, y, radius, stretch, angle = (np.ascontiguousarray(column) for column in table.T)
        return Bodies(x, y, radius, stretch, angle, seeds).near(grid, reach)

    def left_out(self, pixel_size: float) -> float:
        """Return the share of the area (0 to 1) that is taken by bodies too small to be drawn at a pixel size (m)."""
        share = 0.0
        for density, smallest, largest in self.octaves:
            # Radii are log-uniform within an octave, which gives this mean square.
            square = (largest**2 - smallest**2) / (2 * log(largest / smallest)) if largest > smallest else largest**2
            share += (1 - level_of_detail(sqrt(smallest * largest), pixel_size)) * min(density * pi * square, 1.0)
        return share
