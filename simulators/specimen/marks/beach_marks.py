"""Beach marks: where a fatigue crack rested or the load changed."""

from dataclasses import dataclass

import numpy as np

from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.marks.beach_kernel import draw_beaches
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

CALLABLE_PIXELS = 5
NARROWEST = 1.5e-3
"""Field width (m) from which on two rests are so far apart that they look like bands of the whole face."""


@dataclass(frozen=True)
class BeachMarks:
    """Nested bands of oxide, each with a low ridge at its outer end where the crack rested.

    Attributes
    ----------
    seed
        Of the warp and of what differs from band to band.
    rests
        Lengths of the crack (m) at which it rested, rising.
    darkness
        Mean share of the yield that the oxide of a band takes.
    ridge
        Mean height of the ridge (m).
    """

    seed: int
    rests: tuple[float, ...]
    darkness: float = 0.25
    ridge: float = 7e-6

    @classmethod
    def growing(cls, seed: int, start: float, end: float, count: int, darkness: float = 0.25) -> "BeachMarks":
        """Draw rests between two lengths (m), the gaps growing outwards as the crack grows faster from one rest to the next."""
        random = np.random.default_rng((seed, 41))
        gaps = np.linspace(1.0, 2.2, count) * random.uniform(0.7, 1.3, count)
        rests = start + (end - start) * np.cumsum(gaps) / (gaps.sum() + 0.8 * gaps[-1])
        return cls(seed, tuple(float(rest) for rest in rests), darkness)

    def over(self, grid: SurfaceGrid, front: CrackFront) -> MacroRelief | None:
        """Return the bands; they are told where two rests at least lie in the field, with 5 pixels between them."""
        low, high = float(front.arrival.min()), float(front.arrival.max())
        reach = self.rests[-1] - self.rests[-2]
        if low > self.rests[-1] + reach:
            return None
        random = np.random.default_rng((self.seed, 43))
        rests = np.array((0.0, *self.rests))
        gaps = np.diff(rests)
        widths = np.minimum(gaps * random.uniform(0.3, 0.55, gaps.size), 500e-6)
        darkness = self.darkness * random.uniform(0.5, 1.4, gaps.size)
        ridges = self.ridge * random.uniform(0.6, 1.4, gaps.size)
        warp = FractalNoise(self.seed + 61, 2.4e-3, 70e-6, 90e-6, 0.7).over(grid)
        # The oxide is uneven along a band; fading it keeps the bands from looking ruled.
        fading = FractalNoise(self.seed + 62, 1.8e-3, 0.2e-3, 0.5, 0.6).over(grid)
        height, roughness, brightness = draw_beaches(front.arrival, warp, fading, rests[1:], widths, darkness, ridges, grid.pixel_size)
        visible = None
        # Near the origin the rests may lie too close for this pixel size: told from the first gap on that is not.
        close = np.flatnonzero(gaps[1:] < CALLABLE_PIXELS * grid.pixel_size)
        apart = rests[1 + (int(close[-1]) + 1 if close.size else 0) :]
        if grid.frame_width >= NARROWEST and np.count_nonzero((apart > low) & (apart < high)) >= 2:
            among = (front.arrival > apart[0] - widths[0]) & (front.arrival < rests[-1] + 0.5 * reach)
            visible = np.where(among, np.uint32(Feature.BEACH_MARKS), np.uint32(0)).astype(np.uint32)
        return MacroRelief(height, roughness, brightness, visible)
