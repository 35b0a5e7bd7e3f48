"""Fracture of glass and ceramics from a flaw: a smooth mirror, mist, hackle."""

from dataclasses import dataclass
from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.ceramic_grains import CeramicGrains
from fractoscope.simulators.specimen.morphologies.mirror_kernel import draw_mirror
from fractoscope.simulators.specimen.relief import Relief
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

MIST_END = 1.25
"""Radius at which mist gives way to hackle over that at which the mirror gives way to mist.

Both are places where a gradual roughening becomes noticeable, not borders (ASTM C1678, which calls them the outer and the inner mirror
radius; C1256 and C1322 name the zones). A radius goes as the square of its mirror constant, and for glasses the outer constant is some
12 % above the inner one (a textbook value, not checked here).
"""
WALLNER_RELIEF = 0.12
MIST_SIZE = 0.04
GRAINS_IN_MIRROR = 0.12


@dataclass(frozen=True)
class FractureMirror:
    """Roughness that grows with the distance from the flaw: mirror with Wallner lines, mist, then ridges along the growth.

    Attributes
    ----------
    seed
        Which surface.
    origin_x, origin_y
        The flaw (m, stage axes), in the middle of the mirror.
    mirror_radius
        Distance from the flaw at which mist begins (m).
    edge_angle
        Direction (rad, from x towards y) of the edge along which flaws send out Wallner lines.
    grain_size
        Of a polycrystalline ceramic (m); None for glass.
    undulation
        Height of the waves of the whole surface over the mirror's radius.
    """

    seed: int
    origin_x: float
    origin_y: float
    mirror_radius: float
    edge_angle: float = 0.0
    grain_size: float | None = None
    undulation: float = 0.32

    def relief(self, grid: SurfaceGrid, mask: NDArray[np.bool_]) -> Relief:
        """Return the surface.

        The mirror is visible, out to the end of the mist, where mirror and mist are both in the grid and the mirror's radius has 20
        pixels and is at most 1.5 times as wide as the grid; hackle where a ridge has 5 pixels and four fit across; Wallner lines by the
        same rule. The direction of growth is given where hackle or Wallner lines are drawn, the spacing is that of the latter.
        """
        size, pixel, detail = self.mirror_radius, grid.pixel_size, grid.detail
        shape = (grid.rows, grid.columns)
        waves = FractalNoise(self.seed + 151, 8 * size, size / 4, self.undulation * size, 1.15)
        height = waves.over(grid)
        roughness = np.full(shape, waves.left_out(detail), np.float32)
        visible = np.zeros(shape, np.uint32)
        direction, spacing = np.zeros(shape, np.float32), np.full(shape, np.nan, np.float32)
        if not mask.any():
            return Relief(height, roughness, visible, direction * np.float32(np.nan), spacing)
        ragged = FractalNoise(self.seed + 152, size / 2, size / 24, 0.07, 0.9).over(grid)
        zones, roughened, unresolved, hackle = (np.zeros(shape, np.float32) for _ in range(4))
        xs, ys = (grid.xs - self.origin_x) / size, (grid.ys - self.origin_y) / size
        relief = WALLNER_RELIEF if self.grain_size is None else 0.5 * WALLNER_RELIEF
        edge = cos(self.edge_angle), sin(self.edge_angle)
        seed = np.uint32((self.seed * 7 + 43) & 0xFFFFFFFF)
        draw_mirror(
            zones,
            roughened,
            unresolved,
            direction,
            spacing,
            hackle,
            mask,
            xs,
            ys,
            ragged,
            detail / size,
            *edge,
            self.wallner_spacing / size,
            relief,
            MIST_END,
            self.finest_hackle / size,
            seed,
        )
        height += np.float32(size) * zones
        roughness += unresolved
        self._add_mist(grid, mask, roughened, height, roughness, visible)
        spacing *= np.float32(size)
        hackle *= np.float32(size)
        self._mark(grid, mask, xs, ys, ragged, hackle, spacing, visible)
        with np.errstate(invalid="ignore"):
            drawn = (hackle > 2 * pixel) | (spacing > 2 * pixel)
        return Relief(height, roughness, visible, np.where(drawn, direction, np.float32(np.nan)), spacing)

    @property
    def wallner_spacing(self) -> float:
        """Distance between the flaws on the edge that send out Wallner lines (m)."""
        return self.mirror_radius / 45

    @property
    def finest_hackle(self) -> float:
        """Width of the finest ridges (m)."""
        return self.mirror_radius / 300

    def _add_mist(
        self,
        grid: SurfaceGrid,
        mask: NDArray[np.bool_],
        roughened: NDArray[np.float32],
        height: NDArray[np.float32],
        roughness: NDArray[np.float32],
        visible: NDArray[np.uint32],
    ) -> None:
        mist = FractalNoise(self.seed + 153, MIST_SIZE * self.mirror_radius, self.mirror_radius / 3000, 0.0032 * self.mirror_radius, 0.95)
        if roughened.any():
            height += roughened * mist.over(grid)
            roughness += roughened * roughened * np.float32(mist.left_out(grid.detail))
        if self.grain_size is not None:
            share = np.float32(GRAINS_IN_MIRROR) + np.float32(1 - GRAINS_IN_MIRROR) * roughened
            # Waves of their own would drown the hackle.
            grains = CeramicGrains(self.seed + 154, self.grain_size, 0.7).relief(grid, mask)
            height += share * grains.height
            roughness += share * share * grains.roughness
            np.copyto(visible, grains.visible, where=roughened > 0.5)

    def _mark(
        self,
        grid: SurfaceGrid,
        mask: NDArray[np.bool_],
        xs: NDArray[np.float64],
        ys: NDArray[np.float64],
        ragged: NDArray[np.float32],
        hackle: NDArray[np.float32],
        spacing: NDArray[np.float32],
        visible: NDArray[np.uint32],
    ) -> None:
        """Set the bits of what a person could tell."""
        pixel, width = grid.pixel_size, grid.frame_width
        grown = np.hypot(xs[None, :].astype(np.float32), ys[:, None].astype(np.float32)) + ragged
        inner, outer = grown < 1, grown < MIST_END
        fits = self.mirror_radius >= 20 * pixel and self.mirror_radius <= 1.5 * width
        if fits and (inner & mask).any() and (~inner & mask).any():
            visible[outer & mask] |= np.uint32(Feature.FRACTURE_MIRROR)
        # A ridge of the coarsest set is the widest that can be told, one of the finest the narrowest.
        tall = (grown > 1.15 * MIST_END) & (hackle >= 5 * pixel) & (self.finest_hackle <= 0.25 * width)
        visible[tall & mask] |= np.uint32(Feature.HACKLE)
        with np.errstate(invalid="ignore"):
            lines = (spacing >= 5 * pixel) & (spacing <= 0.25 * min(width, self.mirror_radius))
        visible[lines & mask] |= np.uint32(Feature.WALLNER_LINES)
