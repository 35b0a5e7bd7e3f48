"""Where a panel's letter may stand: in a corner, or beside the panel."""

from collections.abc import Iterator, Sequence
from math import hypot

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.lettering.ink import Ink, Word, find_words
from fractoscope.finetune.mine.records import Box

CORNERS = ("top left", "bottom left", "top right", "bottom right")
REACH = 0.3
"""Share of a panel's width and height that counts as its corner."""
SHORTEST, TALLEST = 7, 0.22
"""Pixels of the smallest letter, and share of the panel's height of the tallest."""
GLYPHS = 3
"""Most glyphs of a letter: with both brackets."""
PER_CORNER = 3
MIDDLE = 128
"""Level of the ink outside the panels, where the page is plain."""
WORD_GAP = 0.6
"""Gap inside a word, in heights of its glyphs."""
FARTHEST = 0.35
"""Distance of a letter outside from its panel, as a share of the panel's longer side."""


def corner_words(grey: NDArray[np.uint8], panel: Box, corner: str) -> list[Word]:
    """Return what could be a letter in a corner of a panel, the likeliest first, in pixels of the figure."""
    width, height = max(56, int(REACH * panel.width)), max(48, int(REACH * panel.height))
    left = panel.left if "left" in corner else max(panel.left, panel.right - width)
    top = panel.top if "top" in corner else max(panel.top, panel.bottom - height)
    region = Box(left=left, top=top, right=min(panel.right, left + width), bottom=min(panel.bottom, top + height))
    part = grey[region.top : region.bottom, region.left : region.right]
    tallest = max(SHORTEST + 5, int(TALLEST * panel.height))
    x, y = (region.left if "left" in corner else region.right), (region.top if "top" in corner else region.bottom)
    ranked = []
    for ink in Ink:
        for word in find_words(part, ink, SHORTEST, tallest):
            if not _letter_like(part, word):
                continue
            placed = Word(word.box.shifted(region.left, region.top), word.glyphs, ink)
            nearest = hypot(
                min(abs(placed.box.left - x), abs(placed.box.right - x)), min(abs(placed.box.top - y), abs(placed.box.bottom - y))
            )
            ranked.append((nearest - 1.5 * placed.box.height, placed))
    return [word for _, word in sorted(ranked, key=lambda pair: pair[0])[:PER_CORNER]]


def words_beside(grey: NDArray[np.uint8], texts: Sequence[Box], panels: Sequence[Box]) -> Iterator[tuple[int, Word]]:
    """Yield the words in small pieces outside the panels, each with the place of the panel that it stands nearest to."""
    for text in _joined(texts):
        part = np.pad(grey[text.top : text.bottom, text.left : text.right], 3, mode="edge")
        ink = Ink.DARK if float(np.median(part)) > 127 else Ink.LIGHT
        for word in find_words(part, ink, SHORTEST - 1, max(8, text.height + 6), MIDDLE):
            if word.glyphs > GLYPHS or word.box.width > 3.2 * word.box.height:
                continue
            placed = Word(word.box.shifted(text.left - 3, text.top - 3), word.glyphs, ink)
            owner = _nearest(placed.box, panels)
            if owner is not None:
                yield owner, placed


def _joined(texts: Sequence[Box]) -> list[Box]:
    """Join pieces on one line that stand as close as the glyphs of a word: gutters cut between its letters too."""
    joined: list[Box] = []
    for text in sorted(texts, key=lambda box: (box.left, box.top)):
        for index, box in enumerate(joined):
            shared = min(box.bottom, text.bottom) - max(box.top, text.top)
            if shared > 0.4 * min(box.height, text.height) and text.left - box.right <= WORD_GAP * max(box.height, text.height):
                joined[index] = box.joined(text)
                break
        else:
            joined.append(text)
    return joined


def _letter_like(part: NDArray[np.uint8], word: Word) -> bool:
    """Return True for a word of few glyphs with enough ink, and a background that sets it off."""
    box = word.box
    if word.glyphs > GLYPHS or box.width > 3.2 * box.height or box.width < 0.15 * box.height:
        return False
    inside = part[max(0, box.top) : box.bottom, max(0, box.left) : box.right]
    mask = word.ink.mask(inside)
    share = float(mask.mean())
    if not 0.08 <= share <= 0.85:
        return False
    back, ink = float(np.median(inside[~mask])), float(np.median(inside[mask]))
    return abs(ink - back) > 60


def _nearest(word: Box, panels: Sequence[Box]) -> int | None:
    """Return the panel that a letter belongs to: beside its upper left corner, or below its middle."""
    best, least = None, 1e9
    x, y = word.centre
    for index, panel in enumerate(panels):
        across = max(panel.left - x, 0.0, x - panel.right)
        down = max(panel.top - y, 0.0, y - panel.bottom)
        # A letter between two panels belongs to the one it stands above the left corner of, or the one it is centred below.
        centred = abs(x - panel.centre[0]) if y >= panel.bottom else abs(x - panel.left)
        distance = hypot(across, down) + 0.25 * centred
        if hypot(across, down) <= FARTHEST * max(panel.width, panel.height) and distance < least:
            best, least = index, distance
    return best
