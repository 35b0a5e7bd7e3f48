"""Fisheye: the round smooth disc that a crack made around an inner defect before it met the air."""

from dataclasses import dataclass

import numpy as np

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.smooth_step import rise
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class Fisheye:
    """A disc brighter than its surroundings, with a low step at its border.

    Attributes
    ----------
    seed
        Of the border's raggedness.
    x, y
        Centre (m): the defect.
    radius
        In metres.
    brightness
        Factor on the yield inside.
    step
        Height of the disc against its surroundings (m).
    """

    seed: int
    x: float
    y: float
    radius: float
    brightness: float = 1.15
    step: float = 12e-6

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the disc, or None away from it; told where it is 5 pixels wide and its border lies in the field."""
        distance = np.hypot((grid.xs - self.x).astype(np.float32)[None, :], (grid.ys - self.y).astype(np.float32)[:, None])
        if float(distance.min()) > 1.5 * self.radius:
            return None
        noise = FractalNoise(self.seed + 97, self.radius, self.radius / 64, 0.06 * self.radius, 0.8).over(grid)
        depth = np.float32(self.radius) + noise - distance
        inside = rise(depth / max(0.08 * self.radius, 2 * grid.pixel_size) + 0.5)
        visible = None
        field = grid.frame_width
        if field >= 1.2 * self.radius and 2 * self.radius >= 5 * grid.pixel_size and float(distance.max()) > self.radius:
            visible = np.where(depth > 0, np.uint32(Feature.FISHEYE), np.uint32(0)).astype(np.uint32)
        return MacroRelief(np.float32(self.step) * inside, -0.1 * inside, 1 + np.float32(self.brightness - 1) * inside, visible)
