"""Corrosion product: a granular layer that dried into tiles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.cover import Cover
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.overlays.extent import Extent
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.tile_kernel import draw_tiles
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail

CALLABLE_PIXELS = 5
_GAP = 0.07
_OPEN = 1.2
"""Share of the area that gaps take, over their width in tiles: a unit cell has two unit borders, whose gaps are mostly narrower."""
_FILLED = 0.75
"""How much of the relief beneath a thick layer levels."""
_MUD_FROM = 0.45
"""Cover from which the layer is thick enough to crack; below it is granular only."""
_SLOPE_OF_TILES = 0.15
MATERIAL = Material(0.85, 17.0)


@dataclass(frozen=True)
class CorrosionProduct:
    """A layer on the relief: granular where thin, and where thick a closed network of tiles with open gaps, some flaked off.

    Attributes
    ----------
    extent
        Where it lies; `Patches` about the origin make it heavier there.
    ground
        Level towards which a thick layer fills the relief.
    seed
        Decides tiles and granules.
    tile
        Width of a tile (m).
    thickness
        Of the full layer (m).
    flaked
        Share of the tiles that are lost, 0 to 1.
    material
        Of the layer; iron oxide has a mean atomic number of about 20, hydrated and with chlorine less.
    """

    extent: Extent
    ground: Ground
    seed: int
    tile: float = 22e-6
    thickness: float = 3e-6
    flaked: float = 0.06
    material: Material = MATERIAL

    def cover(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_]) -> Cover | None:
        """Return the layer; told where more than half covers a place and either tiles or granules have 5 pixels and fit."""
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        if not rows.size:
            return None
        # In a survey the layer's zone is a small part of the frame, and its noises are dear.
        window = slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
        layer = self._layer(grid.part(*window), height[window], mask[window], self._told(grid))
        if layer is None:
            return None
        around = ((window[0].start, mask.shape[0] - window[0].stop), (window[1].start, mask.shape[1] - window[1].stop))
        return Cover(
            height=np.pad(layer.height, around),
            share=np.pad(layer.share, around),
            roughness=np.pad(layer.roughness, around),
            visible=np.pad(layer.visible, around),
            hides=np.pad(layer.hides, around),
        )

    def _layer(self, grid: SurfaceGrid, height: NDArray[np.float32], mask: NDArray[np.bool_], told: bool) -> Cover | None:
        share = self.extent.share(grid)
        if share is None:
            return None
        share = share * mask
        granules = FractalNoise(self.seed + 2, self.tile / 5, self.tile / 320, 0.09 * self.tile / 5, 0.95)
        lumps = FractalNoise(self.seed + 3, 2.5 * self.tile, self.tile / 2, 0.1 * self.tile, 0.9)
        bumps = lumps.over(grid)
        mud = np.clip((share - np.float32(_MUD_FROM)) / np.float32(1 - _MUD_FROM), 0, 1)
        weight = level_of_detail(self.tile, grid.pixel_size)
        layer, gaps, flaked = np.ones_like(share), np.zeros_like(share), np.zeros(share.shape, np.bool_)
        if weight > 0 and mud.any():
            seed = np.uint32((self.seed * 0x9E3779B1 + 0x2545F491) & 0xFFFFFFFF)
            tiles = seed, _GAP, self.flaked, self.tile / grid.pixel_size
            draw_tiles(layer, gaps, flaked, mud, bumps / np.float32(self.tile), grid.xs / self.tile, grid.ys / self.tile, *tiles)
            gaps *= np.float32(weight)
            layer = 1 + np.float32(weight) * (layer - 1)
        # Tiles too small to be drawn still leave gaps and bald spots: their mean keeps the survey as bright as the close view.
        gaps += np.float32((1 - weight) * (_OPEN * _GAP + self.flaked)) * (mud > 0)
        solid = 1 - gaps
        change = share * (self.thickness * (np.float32(0.3) + np.float32(0.7) * mud) * layer + solid * granules.over(grid))
        change += share * bumps
        if mud.any():
            # The bottom of a gap is near the layer's foot; only a lost tile bares the old relief.
            change += np.float32(_FILLED) * mud * ~flaked * (self.ground.over(grid) - height)
        left_out = granules.left_out(grid.detail) + lumps.left_out(grid.detail) + _SLOPE_OF_TILES * (1 - weight**2)
        share = share * solid
        visible = np.where((share > 0.5) & told, np.uint32(Feature.CORROSION_PRODUCT), np.uint32(0)).astype(np.uint32)
        return Cover(change.astype(np.float32), share, np.full(share.shape, left_out, np.float32), visible, (mud > 0.6) & (solid > 0.5))

    def _told(self, grid: SurfaceGrid) -> bool:
        """Return whether the tiles or the coarsest granules can be told apart and fit into the frame twice."""
        width = grid.frame_width
        sizes = self.tile, self.tile / 5
        return any(CALLABLE_PIXELS * grid.pixel_size <= size <= width / 2 for size in sizes)
