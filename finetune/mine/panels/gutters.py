"""Straight empty bands between panels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WHITE, WHITE_SPREAD = 242.0, 12.0
BLACK, BLACK_SPREAD = 13.0, 9.0
"""Mean grey level from which, or up to which, a line is paper or black, and its standard deviation at most: JPEG rings there."""
GREY_SPREAD = 7.0
"""Standard deviation of a line of any other level that is a gutter."""
SHORTEST = 24
"""Pixels along a gutter that is not white; what is shorter is print: strokes of letters, a scale bar."""
STEP = 22
"""Grey levels by which a pixel beside a gutter differs from it."""
SHARP = 0.45
"""Share of such pixels beside a gutter that is not white: a dark support fades into its particles, a gutter ends at once."""


@dataclass(frozen=True)
class Band:
    """Lines `start` to `stop` (not included) of one level."""

    start: int
    stop: int

    @property
    def width(self) -> int:
        """Lines."""
        return self.stop - self.start


def bands(grey: NDArray[np.uint8]) -> list[Band]:
    """Return the empty bands across all rows, from left to right; those at the edges too.

    Parameters
    ----------
    grey
        Shape (rows, columns). For bands across all columns pass the transpose.
    """
    levels = grey.astype(np.float32)
    mean, spread = levels.mean(axis=0), levels.std(axis=0)
    white = (mean >= WHITE) & (spread <= WHITE_SPREAD)
    found = _runs(white)
    if grey.shape[0] < SHORTEST:
        return found
    for mask in ((mean <= BLACK) & (spread <= BLACK_SPREAD), (spread <= GREY_SPREAD) & ~white & (mean > BLACK)):
        found += [band for band in _runs(mask) if _sharp(levels, band, float(mean[band.start : band.stop].mean()))]
    return _joined(sorted(found, key=lambda band: band.start))


def _runs(mask: NDArray[np.bool_]) -> list[Band]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.view(np.int8), [0]))))
    return [Band(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def _sharp(levels: NDArray[np.float32], band: Band, level: float) -> bool:
    """Return True if the picture begins at once on both sides; resampling blurs an edge over two pixels."""
    for side in (levels[:, max(0, band.start - 2) : band.start], levels[:, band.stop : band.stop + 2]):
        if side.shape[1] and float((np.abs(side - level).max(axis=1) > STEP).mean()) < SHARP:
            return False
    return True


def _joined(found: list[Band]) -> list[Band]:
    """Join bands that touch: a white gutter with a grey edge is one gutter."""
    joined: list[Band] = []
    for band in found:
        if joined and band.start <= joined[-1].stop + 1:
            joined[-1] = Band(joined[-1].start, max(joined[-1].stop, band.stop))
        else:
            joined.append(band)
    return joined
