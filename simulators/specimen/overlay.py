"""Something that lies on a surface or was cut into it."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


class Overlay(Protocol):
    """Something that lies on a surface or was cut into it: an inclusion, a pore, a deposit, a secondary crack, debris."""

    @property
    def material(self) -> Material:
        """What it is made of."""
        ...

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return what it adds, or None where nothing of it comes near the grid; the same at a place whatever the grid.

        Parameters
        ----------
        grid
            Where.
        height
            Of the surface beneath (m), shape (rows, columns).
        mask
            Where there is a surface that can carry it.
        """
        ...
