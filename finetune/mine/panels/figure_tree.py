"""A figure cut along its gutters, again and again: the recursive X-Y cut."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.panels.gutters import Band, bands
from fractoscope.finetune.mine.records import Box

DEPTH = 6
PAPER = 235
"""Grey level from which a pixel is paper."""
PHOTOGRAPH = 0.72
"""Share of pixels that are no paper from which a piece is a photograph; plots and schemes have less ink."""
FLAT = 0.6
"""Share of pixels of one level, give or take 4, up to which a piece is a photograph; a box filled with one colour has more."""
LEAST = 40
"""Fewest pixels across and down of a photograph."""


@dataclass(frozen=True)
class FigureTree:
    """A piece of a figure, and the pieces that gutters cut it into.

    Attributes
    ----------
    box
        Without empty margins.
    children
        In order from the left, or from the top; empty for a piece that no gutter cuts.
    across
        True if the children stand side by side.
    ink
        Share of the pixels that are no paper; 0 for a piece of one colour.
    """

    box: Box
    children: tuple["FigureTree", ...] = field(default=())
    across: bool = False
    ink: float = 0.0

    @property
    def photograph(self) -> bool:
        """True for a piece that is filled with picture and cut no further."""
        return not self.children and self.ink >= PHOTOGRAPH and min(self.box.width, self.box.height) >= LEAST

    @property
    def has_photograph(self) -> bool:
        """True if it is one, or holds one."""
        return self.photograph or any(child.has_photograph for child in self.children)


def cut_figure(grey: NDArray[np.uint8], box: Box, least: int = 2, depth: int = DEPTH) -> FigureTree:
    """Cut a figure at its gutters.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    box
        The piece to cut.
    least
        Fewest pixels of a gutter.
    depth
        How often a piece may be cut again.
    """
    inner, columns, rows = _trimmed(grey, box)
    part = grey[inner.top : inner.bottom, inner.left : inner.right]
    ink = _ink(part)
    widest = max((band.width for band in columns), default=0), max((band.width for band in rows), default=0)
    if depth == 0 or max(widest) < least or max(inner.width, inner.height) < 8:
        return FigureTree(inner, ink=ink)
    across = widest[0] >= widest[1]
    chosen = [band for band in (columns if across else rows) if band.width >= least]
    return FigureTree(
        inner, tuple(cut_figure(grey, piece, least, depth - 1) for piece in _pieces(inner, chosen, across=across)), across, ink
    )


def _ink(part: NDArray[np.uint8]) -> float:
    """Return the share of pixels that are no paper; 0 where one level fills nearly everything."""
    if part.size == 0:
        return 0.0
    counts = np.bincount(part.ravel(), minlength=256)
    if np.convolve(counts, np.ones(9), mode="same").max() > FLAT * part.size:
        return 0.0
    return float(counts[:PAPER].sum() / part.size)


def _trimmed(grey: NDArray[np.uint8], box: Box) -> tuple[Box, list[Band], list[Band]]:
    """Return the box without empty margins, and the bands inside it, in pixels from its corner."""
    while True:
        part = grey[box.top : box.bottom, box.left : box.right]
        if min(part.shape) == 0:
            return box, [], []
        columns, rows = bands(part), bands(part.T)
        inner = _within(box, columns, rows)
        if inner == box or inner.area == 0:
            return box, _inside(columns, box.width), _inside(rows, box.height)
        box = inner


def _within(box: Box, columns: list[Band], rows: list[Band]) -> Box:
    left, right = _margins(columns, box.width)
    top, bottom = _margins(rows, box.height)
    return Box(left=box.left + left, top=box.top + top, right=box.right - right, bottom=box.bottom - bottom)


def _margins(found: list[Band], length: int) -> tuple[int, int]:
    low = found[0].stop if found and found[0].start == 0 else 0
    high = length - found[-1].start if found and found[-1].stop == length and found[-1].start > 0 else 0
    return low, high


def _inside(found: list[Band], length: int) -> list[Band]:
    return [band for band in found if band.start > 0 and band.stop < length]


def _pieces(box: Box, cuts: list[Band], *, across: bool) -> list[Box]:
    starts = [0, *(band.stop for band in cuts)]
    stops = [*(band.start for band in cuts), box.width if across else box.height]
    if across:
        return [
            Box(left=box.left + start, top=box.top, right=box.left + stop, bottom=box.bottom)
            for start, stop in zip(starts, stops, strict=True)
        ]
    return [
        Box(left=box.left, top=box.top + start, right=box.right, bottom=box.top + stop) for start, stop in zip(starts, stops, strict=True)
    ]
