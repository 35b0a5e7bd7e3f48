"""From the pieces that gutters leave to panels, letters beside them, and databars under them."""

from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.panels.drawings import split_drawing
from fractoscope.finetune.mine.panels.figure_tree import FigureTree
from fractoscope.finetune.mine.records import Box

TEXT_SHARE = 0.14
"""A piece that is no photograph and lower or narrower than this share of the figure is text."""
BAR_WIDTH, BAR_HEIGHT, BAR_GAP = 0.3, 0.42, 0.1
"""A databar's text takes this share of the panel's width at least, and of its height at most, and stands that close below it."""
WORD = (0.3, 0.13)
"""Width and height of the largest word, as shares of the figure: what consists of words alone is no drawing."""


@dataclass
class Pieces:
    """What a figure consists of.

    Attributes
    ----------
    photographs, drawings
        Boxes of panels.
    texts
        Small pieces: letters beside panels, titles, databars that a white line cut off.
    """

    photographs: list[Box] = field(default_factory=list)
    drawings: list[Box] = field(default_factory=list)
    texts: list[Box] = field(default_factory=list)

    @property
    def panels(self) -> list[Box]:
        """Photographs and drawings."""
        return [*self.photographs, *self.drawings]


def pieces_of(tree: FigureTree, grey: NDArray[np.uint8], *, split_drawings: bool) -> Pieces:
    """Sort the pieces of a figure.

    Parameters
    ----------
    tree
        The figure.
    grey
        Its pixels, shape (rows, columns).
    split_drawings
        True to split drawings beside each other as well. Parts of a scheme stand beside each other too, so this is tried only
        where the caption names more panels.
    """
    pieces = Pieces()
    _sort(tree, pieces, tree.box)
    _take_databars(pieces)
    if split_drawings:
        pieces.drawings = [part for box in pieces.drawings for part in split_drawing(grey, box)]
    return pieces


def _sort(tree: FigureTree, pieces: Pieces, whole: Box) -> None:
    if tree.photograph:
        pieces.photographs.append(tree.box)
    elif not tree.has_photograph:
        _sort_drawing(tree, pieces, whole)
    else:
        for has_photograph, group in groupby(tree.children, key=lambda child: child.has_photograph):
            members = list(group)
            if has_photograph:
                for member in members:
                    _sort(member, pieces, whole)
            else:
                _sort_drawing(_together(members, across=tree.across), pieces, whole)


def _sort_drawing(tree: FigureTree, pieces: Pieces, whole: Box) -> None:
    box, leaves = tree.box, _leaves(tree)
    small = box.height < TEXT_SHARE * whole.height or box.width < TEXT_SHARE * whole.width or min(box.width, box.height) < 40
    words = all(leaf.width < WORD[0] * whole.width and leaf.height < WORD[1] * whole.height for leaf in leaves)
    if small or (words and box != whole):
        pieces.texts += leaves
    else:
        pieces.drawings.append(box)


def _leaves(tree: FigureTree) -> list[Box]:
    """Return the smallest pieces: single words and glyphs, which belong to the panels they stand beside, not to each other."""
    return [box for child in tree.children for box in _leaves(child)] if tree.children else [tree.box]


def _together(members: list[FigureTree], *, across: bool) -> FigureTree:
    if len(members) == 1:
        return members[0]
    box = members[0].box
    for member in members[1:]:
        box = box.joined(member.box)
    return FigureTree(box, tuple(members), across)


def _take_databars(pieces: Pieces) -> None:
    """Give each photograph the text right below it that is too wide for a letter: its white databar, cut off by a white line."""
    for index, box in enumerate(pieces.photographs):
        strip = _strip_below(box, pieces.texts)
        if strip:
            joined = strip[0]
            for text in strip[1:]:
                joined = joined.joined(text)
            if joined.width >= BAR_WIDTH * box.width:
                pieces.photographs[index] = box.joined(joined)
                pieces.texts = [text for text in pieces.texts if text not in strip]


def _strip_below(box: Box, texts: list[Box]) -> list[Box]:
    """Return the texts that follow below a photograph without a gap as wide as a gutter, within the height of a databar."""
    strip: list[Box] = []
    bottom = box.bottom
    for text in sorted(texts, key=lambda text: text.top):
        inside = text.left >= box.left - 3 and text.right <= box.right + 3
        if (
            inside
            and box.bottom - 2 <= text.top <= bottom + max(6, BAR_GAP * box.height)
            and text.bottom <= box.bottom + BAR_HEIGHT * box.height + 6
        ):
            strip.append(text)
            bottom = max(bottom, text.bottom)
    return strip
