"""From the pieces that gutters leave to panels, letters beside them, and databars under them."""

from dataclasses import dataclass, field
from itertools import groupby, pairwise

from fractoscope.finetune.mine.panels.figure_tree import FigureTree
from fractoscope.finetune.mine.records import Box

TEXT_SHARE = 0.14
"""A piece that is no photograph and lower or narrower than this share of the figure is text."""
BAR_WIDTH, BAR_HEIGHT, BAR_GAP = 0.3, 0.22, 0.09
"""A databar's text takes this share of the panel's width at least, and of its height at most, and stands that close below it."""
BODY = 0.5
"""Of neighbouring drawings, those at least this long beside the longest are plots; the others are their labels."""


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


def pieces_of(tree: FigureTree, *, split_drawings: bool) -> Pieces:
    """Sort the pieces of a figure.

    Parameters
    ----------
    tree
        The figure.
    split_drawings
        True to split drawings beside each other as well. An axis, its numbers and its title are drawings beside each other too, so
        this is tried only where the caption names more panels.
    """
    pieces = Pieces()
    _sort(tree, pieces, tree.box, split_drawings=split_drawings)
    _take_databars(pieces)
    return pieces


def _sort(tree: FigureTree, pieces: Pieces, whole: Box, *, split_drawings: bool) -> None:
    if tree.photograph:
        pieces.photographs.append(tree.box)
    elif not tree.has_photograph:
        _sort_drawing(tree, pieces, whole, split_drawings=split_drawings)
    else:
        for has_photograph, group in groupby(tree.children, key=lambda child: child.has_photograph):
            members = list(group)
            if has_photograph:
                for member in members:
                    _sort(member, pieces, whole, split_drawings=split_drawings)
            else:
                _sort_drawing(_together(members, across=tree.across), pieces, whole, split_drawings=split_drawings)


def _sort_drawing(tree: FigureTree, pieces: Pieces, whole: Box, *, split_drawings: bool) -> None:
    box = tree.box
    if box.height < TEXT_SHARE * whole.height or box.width < TEXT_SHARE * whole.width or min(box.width, box.height) < 40:
        pieces.texts += _leaves(tree)
        return
    parts = _bodies(tree) if split_drawings else []
    if len(parts) > 1:
        for part in parts:
            _sort_drawing(part, pieces, whole, split_drawings=True)
    elif split_drawings and len(tree.children) == 1:
        _sort_drawing(tree.children[0], pieces, whole, split_drawings=True)
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


def _bodies(tree: FigureTree) -> list[FigureTree]:
    """Return a drawing's plots, each with the labels before it that stand nearer to it than to the plot before."""
    if len(tree.children) < 2:
        return []
    lengths = [child.box.width if tree.across else child.box.height for child in tree.children]
    body = [length >= BODY * max(lengths) for length in lengths]
    groups: list[list[FigureTree]] = []
    waiting: list[FigureTree] = []
    for child, is_body in zip(tree.children, body, strict=True):
        waiting.append(child)
        if is_body:
            groups.append(waiting)
            waiting = []
    if not groups:
        return []
    groups[-1] += waiting
    for first, second in pairwise(groups):
        _share_labels(first, second, across=tree.across)
    return [_together(group, across=tree.across) for group in groups]


def _share_labels(first: list[FigureTree], second: list[FigureTree], *, across: bool) -> None:
    """Move the labels between two plots to the first as far as the widest gap: axis titles stand close to their axis."""
    line = [first[-1], *second]
    gaps = [(b.box.left - a.box.right) if across else (b.box.top - a.box.bottom) for a, b in pairwise(line)]
    widest = gaps.index(max(gaps))
    first += second[:widest]
    del second[:widest]


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
