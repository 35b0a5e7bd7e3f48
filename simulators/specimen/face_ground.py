"""The level of a specimen beneath all fine relief: what its zones share."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.blend_kernel import fall_off
from fractoscope.simulators.specimen.crack_front import CrackFront
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.follow_crack import follow_crack
from fractoscope.simulators.specimen.marks.macro_relief import MacroRelief
from fractoscope.simulators.specimen.outlines.outline import Outline
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surroundings import Surroundings
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise

SHOULDER = 60e-6
"""Radius (m) of the upper edge of the side face."""


@dataclass(frozen=True)
class FaceGround:
    """Waviness and marks on the face, the fall of the side face, the flat stub: the `Ground` on which a specimen's overlays stand.

    `FractureSpecimen` adds the morphologies to this very level, so bodies neither float above the surface nor sink into it.

    Attributes
    ----------
    outline
        Edge of the fracture face.
    origins
        Where the cracks started: marks follow them.
    surroundings
        Side face and mount.
    waviness
        Relief that all zones share (m).
    marks
        What the crack left on the scale of the whole face.
    """

    outline: Outline
    origins: tuple[CrackOrigin, ...]
    surroundings: Surroundings
    waviness: FractalNoise
    marks: tuple[PlacedMark, ...] = ()

    def over(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the level (m), shape (rows, columns); not to be written to."""
        known = _known.get()
        if known is not None and known[0] == self:
            window = _window(known[1], grid)
            if window is not None:
                return known[2][window]
        front = self.front(grid)
        return self.raised(grid, front, [mark for _, mark in self.drawn(grid, front)])

    @contextmanager
    def remembered(self, grid: SurfaceGrid, level: NDArray[np.float32]) -> Iterator[None]:
        """Within this context take the level from an array of it over a grid, wherever it is asked for in a window of that grid."""
        level.flags.writeable = False
        token = _known.set((self, grid, level))
        try:
            yield
        finally:
            _known.reset(token)

    def front(self, grid: SurfaceGrid) -> CrackFront:
        """Return how the crack came to each place."""
        return follow_crack(grid, self.origins, self.outline)

    def drawn(self, grid: SurfaceGrid, front: CrackFront) -> list[tuple[PlacedMark, MacroRelief]]:
        """Return the marks that come near a grid, each with what it adds there."""
        found = ((placed, placed.mark.over(grid, front)) for placed in self.marks)
        return [(placed, mark) for placed, mark in found if mark is not None]

    def raised(self, grid: SurfaceGrid, front: CrackFront, marks: list[MacroRelief]) -> NDArray[np.float32]:
        """Return the level (m) from a crack front and marks that are known already, shape (rows, columns)."""
        around = self.surroundings
        height = self.waviness.over(grid)
        for mark in marks:
            if mark.height is not None:
                height += mark.height
        # The side is as plane as it was machined and only its upper edge is ragged; the shoulder is round, or it would show as a seam.
        # The stub lies flat: the part's own waviness ends at the foot of the side face.
        fall_off(height, front.inside, around.side_width, around.side_slope, SHOULDER)
        return height


_known: ContextVar[tuple[FaceGround, SurfaceGrid, NDArray[np.float32]] | None] = ContextVar("known level of a face", default=None)
"""Of the frame that is being drawn: each of its overlays asks for the same level, which at a survey costs as much as the zones do.
A context variable, as frames are drawn in several threads."""


def _window(whole: SurfaceGrid, part: SurfaceGrid) -> tuple[slice, slice] | None:
    """Return rows and columns of a grid that a part of it takes, or None where it is no window of whole pixels."""
    if part.pixel_size != whole.pixel_size:
        return None
    offsets = (whole.ys[0] - part.ys[0]) / whole.pixel_size, (part.xs[0] - whole.xs[0]) / whole.pixel_size
    row, column = (round(float(offset)) for offset in offsets)
    if max(abs(offsets[0] - row), abs(offsets[1] - column)) > 1e-3:
        return None
    if row < 0 or column < 0 or row + part.rows > whole.rows or column + part.columns > whole.columns:
        return None
    return slice(row, row + part.rows), slice(column, column + part.columns)
