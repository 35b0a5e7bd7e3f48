"""Radial marks: ridges that fan out from where a fast crack began."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.coarse_nodes import on_nodes
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.scattered_noise import scattered_noise

PITCH = 16e-6
NARROWEST = 1.3e-3
"""Field width (m) from which on ridges can be seen to fan out: the taxonomy's band."""


@dataclass(frozen=True)
class RadialMarks:
    """Ridged noise in the polar coordinates of a focus, bent so that no ridge is a ruled line; coarser away from the focus.

    Attributes
    ----------
    seed
        Which ridges.
    x, y
        The focus (m).
    start
        Distance (m) from which they rise.
    count
        Ridges of the coarse set around a full circle.
    amplitude
        Height of the coarse set (m) 5 mm from the focus.
    """

    seed: int
    x: float
    y: float
    start: float
    count: int = 90
    amplitude: float = 60e-6

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the ridges, or None before they rise; told where a ridge has 5 pixels and four of them fit into the field."""
        distance = np.hypot((grid.xs - self.x).astype(np.float32)[None, :], (grid.ys - self.y).astype(np.float32)[:, None])
        if float(distance.max()) <= self.start:
            return None
        visible = None
        field = grid.frame_width
        if field >= NARROWEST:
            width = distance * np.float32(2 * np.pi / self.count)
            seen = (distance > self.start + 0.5e-3) & (width >= 5 * grid.pixel_size) & (width <= 0.25 * field)
            visible = np.where(seen, np.uint32(Feature.RADIAL_MARKS), np.uint32(0)).astype(np.uint32)
        return MacroRelief(height=on_nodes(grid, PITCH, self._height), visible=visible)

    def _height(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        dx, dy = (grid.xs - self.x).astype(np.float32)[None, :], (grid.ys - self.y).astype(np.float32)[:, None]
        distance = np.maximum(np.hypot(dx, dy), np.float32(1e-5))
        bend = FractalNoise(self.seed + 83, 3.2e-3, 100e-6, 0.16e-3, 0.85).over(grid)
        angle = (np.arctan2(dy, dx) + bend / np.maximum(distance, np.float32(1.5e-3))) / np.float32(2 * np.pi)
        ring = np.log(distance * np.float32(1e3))
        seed = (self.seed * 131 + 29) & 0xFFFFFFFF
        coarse = scattered_noise(self.count * angle, 2.0 * ring, np.uint32(seed), self.count)
        fine = scattered_noise(3 * self.count * angle, 3.0 * ring, np.uint32(seed ^ 0x5BD1E995), 3 * self.count)
        # Rounded so that the crest is no crease when zoomed in.
        ridges = 0.9 - 2.0 * np.sqrt(coarse * coarse + 0.02) - 0.7 * np.sqrt(fine * fine + 0.02)
        t = np.clip((distance - self.start) / 1.0e-3, 0, 1)
        return np.asarray(self.amplitude * np.sqrt(distance / 5e-3) * t * t * (3 - 2 * t) * ridges, np.float32)
