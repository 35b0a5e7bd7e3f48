"""Chevron marks: nested V ridges along a flat section."""

from dataclasses import dataclass
from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.coarse_nodes import on_nodes
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.scattered_noise import scattered_noise

NARROWEST = 1.5e-3
"""Field width (m) from which on both arms of a V can be in the field."""


@dataclass(frozen=True)
class ChevronMarks:
    """Ridges that leave the middle line of a section on both sides and bend towards the growth direction.

    The V's apex points back to the origin: the middle of the front runs ahead, and ridges stand across the front.

    Attributes
    ----------
    seed
        Which ridges.
    x, y
        Where the middle line begins: the origin (m).
    angle
        Direction of growth along it (rad, from x towards y).
    start
        Distance along it (m) from which they rise.
    half_width
        Of the section (m).
    pitch
        Distance from one V to the next along the middle line (m).
    amplitude
        Height of a ridge (m).
    steepness
        Growth along the middle line per distance from it; 1 makes V of 90 degrees.
    """

    seed: int
    x: float
    y: float
    angle: float
    start: float
    half_width: float
    pitch: float = 0.9e-3
    amplitude: float = 70e-6
    steepness: float = 1.3

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the ridges, or None before they rise; told where a V has 5 pixels and two of them fit into the field."""
        along, _ = self._section(grid)
        if float(along.max()) <= self.start:
            return None
        visible = None
        if grid.frame_width >= max(NARROWEST, 2 * self.pitch) and self.pitch >= 5 * grid.pixel_size:
            visible = np.where(along > self.start + self.pitch, np.uint32(Feature.CHEVRON_MARKS), np.uint32(0)).astype(np.uint32)
        return MacroRelief(height=on_nodes(grid, self.pitch / 48, self._height), visible=visible)

    def _section(self, grid: SurfaceGrid) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        dx, dy = (grid.xs - self.x).astype(np.float32)[None, :], (grid.ys - self.y).astype(np.float32)[:, None]
        right, up = np.float32(cos(self.angle)), np.float32(sin(self.angle))
        return dx * right + dy * up, dy * right - dx * up

    def _height(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        along, aside = self._section(grid)
        bend = FractalNoise(self.seed + 89, 2.4e-3, self.pitch / 8, 0.16 * self.pitch, 0.85).over(grid)
        # Round at the apex; the arms curve, as the front lags more and more towards the free faces.
        lag = np.sqrt(aside * aside + (0.2 * self.pitch) ** 2)
        phase = along - self.steepness * (lag - 0.25 * lag * lag / self.half_width) + bend
        seed = np.uint32((self.seed * 137 + 31) & 0xFFFFFFFF)
        across = aside / (2.2 * self.half_width)
        coarse = scattered_noise(phase / self.pitch, across, seed, 0)
        fine = scattered_noise(3.3 * phase / self.pitch, 2.5 * across, np.uint32(seed ^ np.uint32(0x5BD1E995)), 0)
        ridges = 0.9 - 2.0 * np.sqrt(coarse * coarse + 0.02) - 0.6 * np.sqrt(fine * fine + 0.02)
        t = np.clip((along - self.start) / (2 * self.pitch), 0, 1)
        return np.asarray(self.amplitude * t * t * (3 - 2 * t) * ridges, np.float32)
