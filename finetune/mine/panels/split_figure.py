"""From a figure to its panels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.lettering.text_reader import TextReader
from fractoscope.finetune.mine.panels.assign_letters import assign_letters
from fractoscope.finetune.mine.panels.cut_at_seams import cut_at_seams
from fractoscope.finetune.mine.panels.figure_tree import cut_figure
from fractoscope.finetune.mine.panels.panel import Panel
from fractoscope.finetune.mine.panels.pieces import Pieces, pieces_of
from fractoscope.finetune.mine.panels.read_letters import read_letters
from fractoscope.finetune.mine.records import Box

GUTTERS = (2, 1, 5, 9)
"""Fewest pixels of a gutter, in the order in which they are tried."""


def split_figure(grey: NDArray[np.uint8], expected: Sequence[str], reader: TextReader) -> list[Panel]:
    """Split a figure and give each panel its letter.

    Gutters decide first. Where the caption has more letters than panels were found, drawings beside each other and seams without
    a gutter are cut too; where it has fewer, only wide gutters count. A caption never makes a cut where the picture shows none.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    expected
        Letters that the caption has, in order; empty for none.
    reader
        Reads letters in the picture.

    Returns
    -------
    list
        In reading order; one panel, the whole figure, where nothing can be split.
    """
    whole = Box(left=0, top=0, right=grey.shape[1], bottom=grey.shape[0])
    pieces = _pieces(grey, whole, len(expected))
    boxes = pieces.panels or [whole]
    if len(boxes) < len(expected):
        boxes = [*cut_at_seams(grey, pieces.photographs, len(expected) - len(pieces.drawings)), *pieces.drawings] or [whole]
    reading = read_letters(grey, boxes, pieces.texts, expected, reader) if len(boxes) > 1 or len(expected) == 1 else {}
    return assign_letters(boxes, reading, expected)


def _pieces(grey: NDArray[np.uint8], whole: Box, wanted: int) -> Pieces:
    """Return the pieces of the cut that comes nearest to the number of letters, the usual one first."""
    best: Pieces | None = None
    for least in GUTTERS:
        tree = cut_figure(grey, whole, least)
        for split_drawings in (False, True):
            pieces = pieces_of(tree, grey, split_drawings=split_drawings)
            if best is None or abs(len(pieces.panels) - wanted) < abs(len(best.panels) - wanted):
                best = pieces
            if len(best.panels) == wanted or wanted <= 1:
                return best
    return best or Pieces()
