"""Plots and schemes beside each other."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.panels.gutters import Band, bands
from fractoscope.finetune.mine.records import Box

BODY = 0.5
"""Of what white bands leave, pieces at least this long beside the longest are plots; the others are their labels."""
DEPTH = 4


def split_drawing(grey: NDArray[np.uint8], box: Box, depth: int = DEPTH) -> list[Box]:
    """Split a drawing into plots that stand beside or above each other.

    A white band also parts an axis from its numbers, so a cut needs a plot on either side; the labels between two plots go with
    the nearer one.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    box
        The drawing.
    depth
        How often a part may be split again.
    """
    part = grey[box.top : box.bottom, box.left : box.right]
    for across in (True, False):
        cuts = _cuts(bands(part if across else part.T), box.width if across else box.height)
        if cuts:
            return (
                [piece for half in _halves(box, cuts, across=across) for piece in split_drawing(grey, half, depth - 1)] if depth else [box]
            )
    return [box]


def _cuts(found: Sequence[Band], length: int) -> list[int]:
    """Return where to cut, in pixels from the box's edge: in the widest band between each two plots."""
    inner = [band for band in found if band.start > 0 and band.stop < length]
    starts = [found[0].stop if found and found[0].start == 0 else 0, *(band.stop for band in inner)]
    stops = [*(band.start for band in inner), found[-1].start if found and found[-1].stop == length else length]
    lengths = [stop - start for start, stop in zip(starts, stops, strict=True)]
    bodies = [index for index, piece in enumerate(lengths) if piece >= BODY * max(lengths)]
    cuts = []
    for first, second in pairwise(bodies):
        widest = max(inner[first:second], key=lambda band: band.width)
        cuts.append((widest.start + widest.stop) // 2)
    return cuts


def _halves(box: Box, cuts: Sequence[int], *, across: bool) -> list[Box]:
    low = box.left if across else box.top
    edges = [low, *(low + cut for cut in cuts), box.right if across else box.bottom]
    if across:
        return [box.replace(left=left, right=right) for left, right in pairwise(edges)]
    return [box.replace(top=top, bottom=bottom) for top, bottom in pairwise(edges)]
