"""Tire tracks: rows of identical indents that a particle pressed in at every cycle."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.placement import Placement
from fractoscope.simulators.specimen.overlays.track_kernel import draw_tracks
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

CALLABLE_PIXELS = 5
_LEAST_INDENTS = 4
MATERIAL = Material(0.97)


@dataclass(frozen=True)
class TireTracks:
    """Rows of short indents, all of a row alike and at a constant step, along the direction in which the crack ran.

    Attributes
    ----------
    placement
        Where the rows are; half the length of a row is its body's long half axis.
    step
        Distance between the indents of a typical row (m).
    breadth
        Of a row (m).
    depth
        Of an indent (m).
    origin
        x, y (m) that the rows run away from, or None for each body's own angle.
    spread
        Largest angle between a row and that direction (rad).
    material
        The same metal, pressed.
    """

    placement: Placement
    step: float = 3e-6
    breadth: float = 6e-6
    depth: float = 0.5e-6
    origin: tuple[float, float] | None = None
    spread: float = 0.35
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the rows; told where the step has 5 pixels and four indents fit into the frame."""
        drawn = level_of_detail(0.35 * self.step, grid.pixel_size)
        bodies = self.placement.near(grid, 1.1) if drawn > 0 else None
        if bodies is None or not bodies.count:
            return None
        shape = (grid.rows, grid.columns)
        change, pressed, told = np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.zeros(shape, np.bool_)
        headings = bodies.angle
        if self.origin is not None:
            chance = (bodies.seed & np.uint32(0xFFFF)) / 65536.0
            headings = np.arctan2(bodies.y - self.origin[1], bodies.x - self.origin[0]) + self.spread * (2 * chance - 1)
        frame = min(grid.columns, grid.rows) * grid.pixel_size
        tell = self.step * 0.85 >= CALLABLE_PIXELS * grid.pixel_size and self.step * _LEAST_INDENTS <= frame
        indents = self.step, self.breadth, self.depth, drawn, tell
        draw_tracks(*(change, pressed, told, mask, grid.xs, grid.ys, grid.pixel_size), bodies.table, headings, bodies.seed, *indents)
        if not pressed.any():
            return None
        visible = np.where(told, np.uint32(Feature.TIRE_TRACKS), np.uint32(0)).astype(np.uint32)
        return Cover(change, pressed, np.zeros(shape, np.float32), visible, pressed > 0.5)
