"""Fatigue striations: the marks that crack growth leaves cycle by cycle."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.striation_kernel import TILT, UNRESOLVED_COVER, draw_striations
from fractoscope.simulators.specimen.paris_law import ParisLaw
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

LAW_LENGTH = 1e-3
"""Crack length (m) at which a growth law is read; its power says the rest."""


@dataclass(frozen=True)
class FatigueStriations:
    """Patches of bowed parallel ripples whose spacing grows exponentially with the distance to the origin.

    Attributes
    ----------
    seed
        Which patches.
    origin_x, origin_y
        Where the crack started (m).
    spacing_start
        Spacing at the origin (m).
    growth_length
        Distance (m) over which the spacing grows by a factor e.
    patch_size
        Width of a patch (m).
    relief_ratio
        Height of a striation over its spacing.
    law
        If given, the spacing is the growth per cycle by this law, and `spacing_start` and `growth_length` say nothing.
    further_origins
        Others from which cracks came; a patch belongs to the crack that reached it first.
    """

    seed: int
    origin_x: float
    origin_y: float
    spacing_start: float
    growth_length: float
    patch_size: float = 30e-6
    relief_ratio: float = 0.22
    law: ParisLaw | None = None
    further_origins: tuple[CrackOrigin, ...] = ()

    @classmethod
    def of_law(cls, seed: int, law: ParisLaw, origins: tuple[CrackOrigin, ...], patch_size: float) -> "FatigueStriations":
        """Return striations whose spacing follows a growth law, about one or several origins."""
        first = origins[0]
        rest = tuple(replace(origin, delay=origin.delay - first.delay) for origin in origins[1:])
        return cls(seed, first.x, first.y, law.rate(LAW_LENGTH), LAW_LENGTH, patch_size, law=law, further_origins=rest)

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the striations.

        They are visible where the local spacing has 5 pixels, at least 4 fit across the frame, and the patch is not blank. Spacing
        and direction come from the gradient of the phase that is drawn, and are NaN where no striation is drawn.
        """
        cell = self.patch_size
        shape = (grid.rows, grid.columns)
        if cell <= 2 * grid.detail:
            return self._unresolved(grid, shape)
        warp_x = FractalNoise(self.seed + 21, 4 * cell, cell / 16, 0.7, 1.2).over(grid)
        warp_y = FractalNoise(self.seed + 22, 4 * cell, cell / 16, 0.7, 1.2).over(grid)
        wobble = FractalNoise(self.seed + 23, 0.8 * cell, 0.2 * cell, 0.035 * cell, 1.2).over(grid)
        cover = FractalNoise(self.seed + 24, 1.5 * cell, 0.2 * cell, 0.8, 0.8).over(grid)
        fading = np.clip((cover + 0.62) / 0.25, 0.0, 1.0)
        height, spacing, strength, roughness = (np.zeros(shape, np.float32) for _ in range(4))
        direction = np.zeros(shape, np.float32)
        draw_striations(
            height,
            spacing,
            direction,
            strength,
            roughness,
            mask,
            grid.xs,
            grid.ys,
            warp_x,
            warp_y,
            wobble,
            fading,
            grid.pixel_size,
            grid.detail,
            np.uint32(self.seed & 0xFFFFFFFF),
            cell,
            np.array([(self.origin_x, self.origin_y, 0.0), *((other.x, other.y, other.delay) for other in self.further_origins)]),
            self.spacing_start,
            self.growth_length,
            0.0 if self.law is None else self.law.exponent / 2,
            self.relief_ratio,
        )
        fine = self._fine()
        height += fine.over(grid)
        roughness += np.float32(fine.left_out(grid.detail))
        drawn = mask & (strength > 0.5) & (spacing > 2 * grid.pixel_size)
        shown = drawn & (spacing >= 5 * grid.pixel_size) & (spacing < 0.25 * grid.frame_width)
        visible = np.where(shown, np.uint32(Feature.FATIGUE_STRIATIONS), np.uint32(0)).astype(np.uint32)
        nothing = np.float32(np.nan)
        return Relief(height, roughness, visible, np.where(drawn, direction, nothing), np.where(drawn, spacing, nothing))

    def _fine(self) -> FractalNoise:
        return FractalNoise(self.seed + 25, self.patch_size, 0.02e-6, 0.025 * self.patch_size, 1.1)

    def _unresolved(self, grid: SurfaceGrid, shape: tuple[int, int]) -> Relief:
        """Return patches below two pixels: even roughness, what the kernel leaves out of any of them."""
        roughness = UNRESOLVED_COVER * 8.0 * self.relief_ratio**2 + TILT * TILT
        fine = self._fine()
        height = fine.over(grid)
        left_out = np.full(shape, roughness, np.float32) + np.float32(fine.left_out(grid.detail))
        return Relief(height, left_out, np.zeros(shape, np.uint32))
