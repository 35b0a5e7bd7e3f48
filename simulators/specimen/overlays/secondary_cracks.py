"""Secondary cracks: dark open cracks off the main plane."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.crack_kernel import draw_cracks
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

CALLABLE_LENGTH = 0.08
"""Length of open crack over the frame's width from which a person sees cracks and not a speck."""
_REACH = 2.0
_LEAST_LENGTH = 12
MATERIAL = Material(0.28, 9.0)


@dataclass(frozen=True)
class SecondaryCracks:
    """Open cracks that follow grain boundaries and branch; the forks open downstream.

    Attributes
    ----------
    placement
        Where they are; a crack is as long as its body's long axis.
    seed
        Decides the grain boundaries, which all cracks of an overlay share.
    edge
        Length of a grain boundary between two triple points (m).
    opening
        Largest width of a crack over its length.
    branching
        Chance of a fork at a triple point.
    origin
        x, y (m) that the cracks run away from, within `spread`, or None for any direction.
    spread
        Largest angle between a crack and the direction away from the origin (rad).
    material
        What comes out of a deep gap: little, whatever the metal.
    """

    placement: Placement
    seed: int
    edge: float = 25e-6
    opening: float = 0.012
    branching: float = 0.14
    origin: tuple[float, float] | None = None
    spread: float = 0.9
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the cracks; told where they are 1.2 pixels wide and a twelfth of the frame's width of them is in the frame.

        A crack has no period: a dark line is seen where it is as wide as a pixel, and its course where its grain boundaries are
        longer than five.
        """
        bodies = self.placement.near(grid, _REACH)
        bodies = bodies.where(2 * bodies.radius >= _LEAST_LENGTH * grid.pixel_size)
        if not bodies.count:
            return None
        shape = (grid.rows, grid.columns)
        change, share, told = np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.zeros(shape, np.bool_)
        chance = (bodies.seed & np.uint32(0xFFFF)) / 65536.0
        if self.origin is None:
            headings = 2 * np.pi * chance
        else:
            headings = np.arctan2(bodies.y - self.origin[1], bodies.x - self.origin[0]) + self.spread * (2 * chance - 1)
        seed = np.uint32((self.seed * 0x9E3779B1 + 0x51ED270B) & 0xFFFFFFFF)
        grains = self.edge, self.opening, self.branching, seed
        arrays = change, share, told, mask, grid.xs, grid.ys, grid.pixel_size
        length = draw_cracks(*arrays, bodies.table, headings, bodies.seed, *grains)
        if not share.any():
            return None
        shown = length >= CALLABLE_LENGTH * grid.columns and self.edge >= 5 * grid.pixel_size
        visible = np.where(told & shown, np.uint32(Feature.SECONDARY_CRACKS), np.uint32(0)).astype(np.uint32)
        return Cover(change, share, np.zeros(shape, np.float32), visible, share > 0.5)
