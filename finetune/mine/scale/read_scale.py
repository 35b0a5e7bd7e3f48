"""From a panel to its scale."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import hypot

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fractoscope.finetune.mine.lettering.ink import Ink, Word, crop_word, find_words
from fractoscope.finetune.mine.lettering.text_reader import ReadText, TextReader
from fractoscope.finetune.mine.pictures.decoded_picture import DecodedPicture
from fractoscope.finetune.mine.records import Box, ScaleFinding
from fractoscope.finetune.mine.scale.bar_finder import BarCandidate, find_bars
from fractoscope.finetune.mine.scale.number_strips import strips_at
from fractoscope.finetune.mine.scale.scale_text import length_in

SHORTEST_GLYPH = 5
REACH = 0.13
"""How far from a bar its number stands, as a share of the panel's height; at least 45 pixels."""
WORDS = 3
"""Words that are read at each bar and level, the nearest first."""
NARROW, WIDE = 0.25, 2.4
"""Heights of a word that are read on either side of it: thin strokes of small print fall out of the ink, and are read with more."""
LEVEL, SOFT_LEVEL = 20, 70
"""Grey levels by which print may differ from its bar, and by which thin print may."""
PLAIN = 14.0
"""Standard deviation of the grey around a bar up to which it stands on one level."""
ENLARGED = 2
CONFIDENCE = 0.6
SURE_BAR = 2.2
"""Score from which a bar without a legible number is reported as a bar."""
WORSE = 0.4
"""What a bar may score less than the best to be looked at."""
COLOURED = 60
"""Difference between the channels from which ink is coloured."""
COLOURED_SHARE = (1e-4, 0.05)
"""Share of coloured pixels in a grey micrograph with a coloured bar."""


def read_scale(panel: DecodedPicture, reader: TextReader) -> ScaleFinding | None:
    """Find a panel's scale bar and read its number.

    A line is a scale bar if a length stands at it. Where no number can be read, the line that looks most like a bar is reported
    without a length, if it looks like one at all.

    Parameters
    ----------
    panel
        The panel, databar included.
    reader
        Reads the number.
    """
    unread: BarCandidate | None = None
    for plane in _planes(panel):
        bars = find_bars(plane)
        for bar in [bar for bar in bars if bar.score >= bars[0].score - WORSE]:
            read = _read_number(plane, bar, reader)
            if read is not None:
                return ScaleFinding(bar=bar.box, text=read[0], length=read[1], pixel_size=read[1] / bar.box.width)
        if bars and bars[0].score >= SURE_BAR and (unread is None or bars[0].score > unread.score):
            unread = bars[0]
    return ScaleFinding(bar=unread.box) if unread else None


def _read_number(plane: NDArray[np.uint8], bar: BarCandidate, reader: TextReader) -> tuple[str, float] | None:
    """Return the text at a bar and the length (m) in it, or None.

    First whole strips beside the bar are read as they are: the reader copes with texture better than any threshold. Print that is
    larger than a strip, or farther off, is then looked for by its ink.
    """
    for strips in strips_at(plane, bar.box):
        if found := _best(reader.read(strips)):
            return found
    part, inner, level = _enlarged(plane, bar)
    for words in _words_at(part, inner, bar.ink, level, _background(plane, bar)):
        for beside in (NARROW, WIDE):
            if found := _best(reader.read([crop_word(part, word, beside=beside) for word in words])):
                return found
    return None


def _best(texts: Sequence[ReadText]) -> tuple[str, float] | None:
    """Return the text that states the length that most texts state, the surest of equals, and the length.

    A streak beside the print is read as one more digit in one strip and not in the next. A thin µ is read as an m now and then,
    an m hardly ever as a µ: where both were read behind one number, it was a µ.
    """
    read = [(text.confidence, text.text, length) for text in texts if (length := length_in(text.text)) is not None]
    if not read or max(read)[0] < CONFIDENCE:
        return None
    votes = Counter(length for _, _, length in read)
    _, _, text, length = max((votes[length], confidence, text, length) for confidence, text, length in read)
    micro = [(other, short) for _, other, short in read if abs(short * 1e3 / length - 1) < 1e-6]
    return micro[0] if micro else (text, length)


def _enlarged(plane: NDArray[np.uint8], bar: BarCandidate) -> tuple[NDArray[np.uint8], Box, int]:
    """Return the surroundings of a bar at twice their size and without the bar, the bar's place in them, and its level.

    Print of ten pixels has strokes of one, which fall apart at any threshold; enlarged they hold together.
    """
    rows, columns = plane.shape
    box = bar.box
    reach = max(45, int(REACH * rows))
    aside = max(reach, int(0.6 * box.width)) + 60
    left, top = max(0, box.left - aside), max(0, box.top - reach)
    part = plane[top : min(rows, box.bottom + reach), left : min(columns, box.right + aside)].copy()
    inner = box.shifted(-left, -top)
    level = int(np.median(part[inner.top : inner.bottom, inner.left : inner.right]))
    paint = _background(plane, bar)
    if paint is None:
        paint = 0 if bar.ink is Ink.LIGHT else 255
    # Painted over, so that it does not join the glyphs that touch it.
    part[max(0, inner.top - 1) : inner.bottom + 1, max(0, inner.left - 2) : inner.right + 2] = paint
    size = ENLARGED * part.shape[1], ENLARGED * part.shape[0]
    large = np.asarray(Image.fromarray(part).resize(size, Image.Resampling.BICUBIC))
    scaled = Box(left=ENLARGED * inner.left, top=ENLARGED * inner.top, right=ENLARGED * inner.right, bottom=ENLARGED * inner.bottom)
    return large, scaled, level


def _background(plane: NDArray[np.uint8], bar: BarCandidate) -> int | None:
    """Return the level around a bar where it is one: a databar's, a box's; None on a texture."""
    box = bar.box
    near = np.concatenate(
        [
            plane[max(0, box.top - 4) : max(0, box.top - 2), box.left : box.right].ravel(),
            plane[box.bottom + 2 : box.bottom + 4, box.left : box.right].ravel(),
        ]
    )
    return int(np.median(near)) if near.size and float(near.std()) < PLAIN else None


def _planes(panel: DecodedPicture) -> Iterator[NDArray[np.uint8]]:
    """Yield the grey levels and, where some ink is coloured, that ink alone as dark on white."""
    yield panel.grey
    share = float((panel.chroma > COLOURED).mean())
    if COLOURED_SHARE[0] <= share <= COLOURED_SHARE[1]:
        yield (255 - np.minimum(255, 2 * panel.chroma.astype(np.int16))).astype(np.uint8)


def _words_at(part: NDArray[np.uint8], bar: Box, ink: Ink, level: int, background: int | None) -> Iterator[list[Word]]:
    """Yield groups of words around a bar, the likeliest group first.

    On a plain background what is nearer to the bar's level than to the background is print. On a texture print has the bar's own
    level, or, where it is thin or soft, somewhat less.
    """
    sign = -1 if ink is Ink.LIGHT else 1
    levels = [level + sign * LEVEL, level + sign * SOFT_LEVEL]
    if background is not None:
        levels.insert(0, (level + background) // 2)
    tries: list[tuple[Ink, int | None]] = [(ink, at) for at in levels]
    tries += [(other, None) for other in Ink if other is not ink]
    tallest = part.shape[0] // 2
    seen: list[Word] = []
    for kind, at in tries:
        found = [word for word in find_words(part, kind, SHORTEST_GLYPH * ENLARGED, tallest, at) if word.glyphs >= 2]
        fresh = _distinct(sorted(found, key=lambda word: _distance(word.box, bar))[:WORDS], seen)
        seen += fresh
        if fresh:
            yield fresh


def _distinct(words: Sequence[Word], seen: Sequence[Word]) -> list[Word]:
    """Return the words that would not be read twice."""
    kept: list[Word] = []
    for word in words:
        if not any(other.ink is word.ink and other.box.shared(word.box) > 0.6 * word.box.area for other in (*seen, *kept)):
            kept.append(word)
    return kept


def _distance(word: Box, bar: Box) -> float:
    """Return how far a word stands from a bar; one that is centred on it is nearer than one at its end."""
    across = max(bar.left - word.right, 0, word.left - bar.right)
    down = max(bar.top - word.bottom, 0, word.top - bar.bottom)
    return hypot(across, down) + 0.15 * abs(word.centre[0] - bar.centre[0])
