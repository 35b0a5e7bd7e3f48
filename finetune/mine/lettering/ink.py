"""Finding printed letters by what sets them apart: one level, small, and with a height in common."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from fractoscope.finetune.mine.records import Box

LIGHT, DARK = 205, 60
"""Grey level from which, or up to which, a pixel can be white or black ink; smoothed edges of thin strokes are left out."""


BLANK = 1.1
"""Widest gap between two glyphs of a word, in heights of a glyph: the blank of a typewriter face between number and unit."""
SOFT = 90
"""Grey levels between ink and what is certainly none; the texture behind print differs from it by less."""


class Ink(Enum):
    """Which pixels are ink."""

    LIGHT = "light"
    DARK = "dark"

    def mask(self, grey: NDArray[np.uint8], level: int | None = None) -> NDArray[np.bool_]:
        """Return True where the ink is: from `level` up for white print, up to it for black; the usual level for None."""
        if self is Ink.LIGHT:
            return np.asarray(grey >= (LIGHT if level is None else level))
        return np.asarray(grey <= (DARK if level is None else level))


@dataclass(frozen=True)
class Word:
    """Glyphs on one line close to each other."""

    box: Box
    glyphs: int
    ink: Ink


def find_words(grey: NDArray[np.uint8], ink: Ink, shortest: int, tallest: int, level: int | None = None) -> list[Word]:
    """Return what could be words.

    Parameters
    ----------
    grey
        Shape (rows, columns).
    ink
        White or black print.
    shortest, tallest
        Height of a glyph in pixels; what is taller or flatter is picture.
    level
        Of the ink, if another than the usual one.
    """
    labels, _ = ndimage.label(ink.mask(grey, level))
    glyphs = []
    for place in ndimage.find_objects(labels):
        rows, columns = place
        box = Box(left=columns.start, top=rows.start, right=columns.stop, bottom=rows.stop)
        if box.height <= tallest and box.width <= 1.6 * tallest and box.height * box.width >= 3:
            glyphs.append(box)
    tall = [box for box in glyphs if box.height >= shortest]
    words = _lines(tall)
    return [Word(_with_marks(word, glyphs), count, ink) for word, count in words]


def _lines(glyphs: list[Box]) -> list[tuple[Box, int]]:
    """Join glyphs from left to right: on one line, of about one height, with no more than a blank between."""
    words: list[tuple[Box, int]] = []
    for glyph in sorted(glyphs, key=lambda box: box.left):
        best = None
        for index, (word, _) in enumerate(words):
            shared = min(word.bottom, glyph.bottom) - max(word.top, glyph.top)
            low, high = sorted((word.height, glyph.height))
            if shared >= 0.55 * low and high <= 2.2 * low and -0.5 * high <= glyph.left - word.right <= BLANK * high:
                best = index if best is None or word.right > words[best][0].right else best
        if best is None:
            words.append((glyph, 1))
        else:
            words[best] = (words[best][0].joined(glyph), words[best][1] + 1)
    return words


def _with_marks(word: Box, glyphs: list[Box]) -> Box:
    """Return a word's box grown by the small marks beside it: points, the dot of an i, the tail of a µ."""
    reach = max(2, word.height // 3)
    near = word.replace(left=word.left - reach, top=word.top - reach, right=word.right + reach, bottom=word.bottom + reach)
    box = word
    for glyph in glyphs:
        if glyph.height < word.height and near.shared(glyph) == glyph.area:
            box = box.joined(glyph)
    return box


def crop_word(grey: NDArray[np.uint8], word: Word, height: int = 32, beside: float = 0.25) -> NDArray[np.uint8]:
    """Return a word with a quiet border, dark on white, letters at least `height` pixels tall so that thin strokes survive.

    Parameters
    ----------
    grey
        The picture that the word's box belongs to.
    word
        What to cut out.
    height
        Of the result, border left out.
    beside
        Heights of the word that are kept to its left and right.
    """
    pad, aside = max(2, word.box.height // 4), max(2, int(beside * word.box.height))
    box = word.box
    rows, columns = grey.shape
    part = grey[max(0, box.top - pad) : min(rows, box.bottom + pad), max(0, box.left - aside) : min(columns, box.right + aside)]
    dark = (255 - part if word.ink is Ink.LIGHT else part).astype(np.float32)
    # From the ink's own level to paper in a few steps: the texture behind a letter only misleads.
    darkest = float(np.percentile(dark, 2))
    cleaned = np.clip((dark - darkest) * (255 / SOFT), 0, 255).astype(np.uint8)
    if box.height < height:
        from PIL import Image

        scale = height / box.height
        size = max(1, round(cleaned.shape[1] * scale)), max(1, round(cleaned.shape[0] * scale))
        cleaned = np.asarray(Image.fromarray(cleaned).resize(size, Image.Resampling.BICUBIC))
    return np.pad(cleaned, 8, constant_values=255)
