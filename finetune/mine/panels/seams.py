"""Boundaries between panels that adjoin without a gutter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.records import Box

SHARE = 0.2
"""Smallest share of a piece that a seam may cut off; a databar has less."""
LEAST = 64
"""Fewest pixels on either side."""
NEIGHBOURS = 12
"""Lines on either side that a seam must stand out from."""
FLOOR = 1.35
"""Least ratio of a seam's step to the median step around it."""
EVEN = 1.25
"""What a seam gains that cuts a piece into halves, thirds or quarters, as most layouts do."""
EVEN_WITHIN = 0.012


@dataclass(frozen=True)
class Seam:
    """A cut of a piece.

    Attributes
    ----------
    piece
        What is cut.
    at
        Column (`across`) or row of the figure before which it is cut.
    across
        True for a cut between columns.
    ratio
        Its step over the median step around it.
    strength
        The ratio, with what a cut into even parts gains.
    """

    piece: Box
    at: int
    across: bool
    ratio: float
    strength: float

    def halves(self) -> tuple[Box, Box]:
        """Return the two pieces."""
        if self.across:
            return self.piece.replace(right=self.at), self.piece.replace(left=self.at)
        return self.piece.replace(bottom=self.at), self.piece.replace(top=self.at)


def strongest_seam(grey: NDArray[np.uint8], piece: Box) -> Seam | None:
    """Return the best place to cut a photograph in two, or None where no line stands out.

    Neighbouring lines of one picture resemble each other; at a seam the step from line to line jumps along the whole length.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    piece
        The photograph.
    """
    found = [seam for across in (True, False) if (seam := _strongest(grey, piece, across=across))]
    return max(found, key=lambda seam: seam.strength, default=None)


def seam_near(grey: NDArray[np.uint8], piece: Box, share: float, *, across: bool) -> Seam | None:
    """Return the best cut near a share of a piece's width (`across`) or height, or None if the piece is too small.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    piece
        The photograph.
    share
        Where, 0 to 1.
    across
        True to cut between columns.
    """
    smooth = _lines(grey, piece, across=across)
    length = smooth.shape[1]
    reach = max(3, round(EVEN_WITHIN * length))
    middle = round(share * length)
    if min(middle, length - middle) < LEAST // 2:
        return None
    ratio = _ratio(smooth)
    at = middle - reach + int(ratio[middle - reach : middle + reach + 1].argmax())
    return Seam(piece, (piece.left if across else piece.top) + _exact(smooth, at), across, float(ratio[at]), float(ratio[at]))


def _strongest(grey: NDArray[np.uint8], piece: Box, *, across: bool) -> Seam | None:
    """Return the best cut in one direction."""
    smooth = _lines(grey, piece, across=across)
    length = smooth.shape[1]
    margin = max(LEAST, int(SHARE * length))
    if length < 2 * margin + 2:
        return None
    ratio = _ratio(smooth)
    places = np.arange(length)
    even = np.min([np.abs(places / length - share) for share in (1 / 2, 1 / 3, 2 / 3, 1 / 4, 3 / 4)], axis=0) < EVEN_WITHIN
    strength = np.where((places >= margin) & (places <= length - margin), ratio * np.where(even, EVEN, 1.0), 0.0)
    at = int(strength.argmax())
    if ratio[at] < FLOOR:
        return None
    return Seam(piece, (piece.left if across else piece.top) + _exact(smooth, at), across, float(ratio[at]), float(strength[at]))


def _lines(grey: NDArray[np.uint8], piece: Box, *, across: bool) -> NDArray[np.float32]:
    """Return a piece with the lines to cut between as columns, averaged along them: noise goes down, pictures still differ."""
    part = grey[piece.top : piece.bottom, piece.left : piece.right].astype(np.float32)
    return _averaged(part if across else part.T, 5)


def _ratio(smooth: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each line its step over the median step around it.

    The step is taken two lines apart, since resampling spreads a seam over two, and without the tenth of the places that step most.
    """
    length = smooth.shape[1]
    step = np.zeros(length, np.float32)
    step[1:-1] = _trimmed_mean(np.abs(smooth[:, 2:] - smooth[:, :-2]))
    padded = np.pad(step, NEIGHBOURS, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEIGHBOURS + 1)
    around = np.median(np.delete(windows, np.s_[NEIGHBOURS - 2 : NEIGHBOURS + 3], axis=1), axis=1)
    return np.asarray(step / np.maximum(around, 0.5), np.float32)


def _exact(smooth: NDArray[np.float32], at: int) -> int:
    """Return where to cut of the two lines at a seam: where the single step is greatest."""
    single = np.abs(np.diff(smooth[:, at - 2 : at + 3], axis=1)).mean(axis=0)
    return at - 1 + int(single.argmax())


def _averaged(part: NDArray[np.float32], rows: int) -> NDArray[np.float32]:
    """Return means over blocks of rows."""
    whole = part.shape[0] // rows * rows
    blocks: NDArray[np.float32] = part[:whole].reshape(-1, rows, part.shape[1]).mean(axis=1)
    return blocks


def _trimmed_mean(steps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean over rows without the tenth that steps most: the edge of a letter's box is not a seam."""
    keep = max(1, int(0.9 * steps.shape[0]))
    mean: NDArray[np.float32] = np.partition(steps, keep - 1, axis=0)[:keep].mean(axis=0)
    return mean
