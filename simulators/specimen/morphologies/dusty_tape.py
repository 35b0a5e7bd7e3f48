"""Adhesive tape that has been in a laboratory for a while: hair and dust on it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.morphologies.stub import Stub
from fractoscope.simulators.specimen.overlays.dust import Dust
from fractoscope.simulators.specimen.overlays.lint import Lint
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


@dataclass(frozen=True)
class DustyTape:
    """The blistered tape of `Stub` under dust particles and fibres, which sink into the adhesive.

    A morphology has one material, so dust on tape differs in relief only; lay `Dust` as an overlay where its brightness matters.

    Attributes
    ----------
    seed
        Which tape.
    dust
        Particles per area (1/m²).
    hairs
        Fibres per area (1/m²).
    """

    seed: int
    dust: float = 4e7
    hairs: float = 4e5

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the tape; dust and hair are told as contamination, the tape beneath as mounting hardware as in `Stub`."""
        tape = Stub(self.seed).relief(grid, mask)
        if not mask.any():
            return tape
        height, roughness, visible = tape.height, tape.roughness, tape.visible
        sunk = FractalNoise(self.seed + 31, 4e-3, 0.25e-3, 20e-6, 0.9)
        particles = Dust(Scattered(self.seed + 41, self.dust, 3e-6, 40e-6), sunk)
        hairs = Lint(Scattered(self.seed + 43, self.hairs, 250e-6, 900e-6), sunk, 9e-6)
        for overlay in (particles, hairs):
            cover = overlay.cover(grid, height, mask)
            if cover is not None:
                height = height + cover.height
                roughness = roughness + cover.share * (cover.roughness - roughness)
                visible = np.where(cover.hides, cover.visible, visible | cover.visible)
        return Relief(height, roughness, visible)
