"""The jaw of a clamp: milled metal with a chamfered edge."""

from dataclasses import dataclass
from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

CALLABLE_PIXELS = 5
_SLOPE_OF_GROOVES = 0.012


@dataclass(frozen=True)
class ClampJaw:
    """A flat face with the arcs that a face mill leaves, and a chamfer of 45 degrees along its edge.

    Attributes
    ----------
    seed
        Which jaw.
    x, y
        A point on the edge (m).
    inwards
        Direction from the edge onto the jaw (rad).
    feed
        Distance between the arcs (m).
    cutter
        Radius of the mill (m).
    chamfer
        Width of the chamfer (m).
    """

    seed: int
    x: float
    y: float
    inwards: float
    feed: float = 90e-6
    cutter: float = 12e-3
    chamfer: float = 250e-6

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the jaw; told where the arcs have 5 pixels and three fit across the frame."""
        shape = (grid.rows, grid.columns)
        if not mask.any():
            return Relief(np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.zeros(shape, np.uint32))
        dx, dy = (grid.xs - self.x)[None, :], (grid.ys - self.y)[:, None]
        depth = dx * cos(self.inwards) + dy * sin(self.inwards)
        along = dy * cos(self.inwards) - dx * sin(self.inwards)
        # The mill travels along the edge; each turn leaves the same arc one feed further on.
        turn = (along - np.sqrt(np.maximum(self.cutter**2 - (depth - 0.6 * self.cutter) ** 2, 0))) / self.feed
        fraction = (turn - np.floor(turn)).astype(np.float32)
        weight = level_of_detail(self.feed / 2, grid.detail)
        scallop = np.float32(0.12 * self.feed * weight) * (fraction - np.float32(0.5)) ** 2
        scores = FractalNoise(self.seed, 40e-6, 0.2e-6, 0.5e-6, 0.85)
        # Rounded by a tenth of the chamfer, as no edge in a laboratory is sharp.
        beyond = np.asarray(depth - self.chamfer, np.float32)
        fall = np.float32(0.5) * (beyond - np.hypot(beyond, np.float32(0.1 * self.chamfer)))
        height = (scallop + scores.over(grid) + fall).astype(np.float32)
        left_out = scores.left_out(grid.detail) + (1 - weight**2) * _SLOPE_OF_GROOVES
        shown = CALLABLE_PIXELS * grid.pixel_size <= self.feed <= grid.frame_width / 3
        visible = np.where(mask & shown, np.uint32(Feature.MOUNTING_HARDWARE), np.uint32(0)).astype(np.uint32)
        return Relief(height, np.full(shape, left_out, np.float32), visible)
