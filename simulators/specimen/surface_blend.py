"""The sum of weighted morphologies over one grid, with what marks and overlays change of it."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.blend_kernel import add_weighted, copy_ruling
from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.window_of import window_of


class SurfaceBlend:
    """Collects reliefs by weight; a pixel's truth is that of the morphology with more than half of the weight."""

    def __init__(self, grid: SurfaceGrid, height: NDArray[np.float32], roughness: float = 0.0) -> None:
        """Begin with a height (m), which the blend then owns, and a slope variance left out of it."""
        shape = (grid.rows, grid.columns)
        self._grid = grid
        self.height = height
        self.roughness = np.full(shape, roughness, np.float32)
        self.yield_factor = np.zeros(shape, np.float32)
        self.atomic_number = np.zeros(shape, np.float32)
        self.visible = np.zeros(shape, np.uint32)
        self.direction = np.full(shape, np.nan, np.float32)
        self.spacing = np.full(shape, np.nan, np.float32)

    def add(self, morphology: Morphology, weight: NDArray[np.float32], material: Material) -> None:
        """Add a morphology where its weight (0 to 1) is above 0."""
        box = window_of(weight > 0)
        if box is None:
            return
        weight = np.asarray(weight[box], np.float32)
        relief = morphology.relief(self._grid.part(*box), weight > 0)
        add_weighted(
            weight,
            np.asarray(relief.height, np.float32),
            np.asarray(relief.roughness, np.float32),
            material.secondary_yield,
            material.atomic_number,
            self.height[box],
            self.roughness[box],
            self.yield_factor[box],
            self.atomic_number[box],
        )
        copy_ruling(weight, relief.visible, self.visible[box])
        if relief.direction is not None:
            copy_ruling(weight, relief.direction, self.direction[box])
        if relief.spacing is not None:
            copy_ruling(weight, relief.spacing, self.spacing[box])

    def mark(self, mark: MacroRelief, share: NDArray[np.float32]) -> None:
        """Let a mark change roughness, brightness and bits by the share (0 to 1) of the zones that it crosses; not the height."""
        if mark.roughness is not None:
            self.roughness += share * mark.roughness
            np.maximum(self.roughness, 0, out=self.roughness)
        if mark.brightness is not None:
            self.yield_factor *= 1 + share * (mark.brightness - 1)
        if mark.visible is not None:
            self.visible |= np.where(share > 0.5, mark.visible, np.uint32(0))

    def lay(self, cover: Cover, material: Material) -> None:
        """Lay an overlay on what has been blended so far."""
        beneath = 1 - cover.share
        self.height += cover.height
        self.roughness = self.roughness * beneath + cover.roughness * cover.share
        self.yield_factor = self.yield_factor * beneath + np.float32(material.secondary_yield) * cover.share
        self.atomic_number = self.atomic_number * beneath + np.float32(material.atomic_number) * cover.share
        self.visible[cover.hides] = 0
        self.visible |= cover.visible
        self.direction[cover.hides] = np.nan
        self.spacing[cover.hides] = np.nan
