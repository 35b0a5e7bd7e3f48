"""A crowd of bodies about one place."""

from dataclasses import dataclass

import numpy as np

from fractoscope.simulators.specimen.overlays.bodies import Bodies
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@dataclass(frozen=True)
class Cluster:
    """Bodies that crowd about a place or, stretched, follow one another in a string.

    Attributes
    ----------
    x, y
        Middle (m).
    radius
        Typical radius of a body (m); they range from 0.5 to 1.6 of it.
    count
        How many.
    length, breadth
        Standard deviation of the places along and across `angle` (m); a stringer is long and hardly broader than its bodies.
    seed
        Decides places, sizes and outlines.
    angle
        Direction of the string (rad).
    stretch
        Long half axis of a body over its radius; the bodies lie along the string.
    """

    x: float
    y: float
    radius: float
    count: int
    length: float
    breadth: float
    seed: int = 0
    angle: float = 0.0
    stretch: float = 1.2

    def near(self, grid: SurfaceGrid, reach: float) -> Bodies:
        """Return those that touch the grid and are wider than 2 pixels."""
        random = np.random.default_rng(self.seed & 0xFFFFFFFF)
        along, across = random.normal(0, self.length, self.count), random.normal(0, self.breadth, self.count)
        cosine, sine = np.cos(self.angle), np.sin(self.angle)
        bodies = Bodies(
            self.x + along * cosine - across * sine,
            self.y + along * sine + across * cosine,
            self.radius * np.exp(random.uniform(np.log(0.5), np.log(1.6), self.count)),
            np.full(self.count, self.stretch),
            self.angle + random.normal(0, 0.25, self.count),
            random.integers(0, 2**32, self.count, np.uint32),
        )
        return bodies.near(grid, reach)

    def left_out(self, pixel_size: float) -> float:
        """Return 0: a cluster is one place, and a mean over the surface could not hold it."""
        del pixel_size
        return 0.0
