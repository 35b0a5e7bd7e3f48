"""Reading the letters of panels."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.mine.captions.letter_list import LETTERS
from fractoscope.finetune.mine.lettering.ink import Word, crop_word
from fractoscope.finetune.mine.lettering.text_reader import TextReader
from fractoscope.finetune.mine.panels.letter_candidates import CORNERS, corner_words, words_beside
from fractoscope.finetune.mine.records import Box

LETTER = re.compile(r"^[(\[{]?\s*([A-Za-z0-9])\s*[)\]}.,:]?$")
MISREAD = {"0": "o", "1": "l", "6": "b", "9": "g", "8": "b", "5": "s", "2": "z"}
"""Letters that are read as digits."""
CONFIDENCE = 0.55
ENOUGH = 0.6
"""Share of panels whose letter one corner must give before the other corners are left alone."""

Reading = dict[int, tuple[str, float]]
"""Letter and confidence by place of the panel."""


def read_letters(
    grey: NDArray[np.uint8], panels: Sequence[Box], texts: Sequence[Box], expected: Sequence[str], reader: TextReader
) -> Reading:
    """Read the letter of each panel where one is legible.

    The letters of a figure stand in one place of all its panels, so places are tried in turn until one gives most letters:
    outside the panels, then corner by corner. Within a place letters are read for all panels.

    Parameters
    ----------
    grey
        The figure, shape (rows, columns).
    panels, texts
        Boxes of the panels and of the small pieces outside them.
    expected
        Letters that the caption has; others count as misread. Empty for a caption without letters.
    reader
        Reads the crops.
    """
    best = _chosen(_words_outside(grey, panels, texts), grey, expected, reader)
    for corner in CORNERS:
        if len(best) >= ENOUGH * len(panels):
            break
        words = [(index, word) for index, panel in enumerate(panels) for word in corner_words(grey, panel, corner)]
        found = _chosen(words, grey, expected, reader)
        if _weight(found) > _weight(best):
            best = found
    return best


def _words_outside(grey: NDArray[np.uint8], panels: Sequence[Box], texts: Sequence[Box]) -> list[tuple[int, Word]]:
    return list(words_beside(grey, texts, panels)) if panels else []


def _weight(reading: Reading) -> float:
    return sum(confidence for _, confidence in reading.values())


def _chosen(words: Sequence[tuple[int, Word]], grey: NDArray[np.uint8], expected: Sequence[str], reader: TextReader) -> Reading:
    """Read words and keep the surest letter of each panel; of one letter on two panels the surer stays."""
    texts = reader.read([crop_word(grey, word) for _, word in words])
    surest: Reading = {}
    for (index, word), read in zip(words, texts, strict=True):
        letter = letter_in(read.text, expected)
        # A bracket is what texture never looks like.
        confidence = read.confidence * (1.0 if word.glyphs > 1 else 0.9)
        if letter and confidence >= CONFIDENCE and confidence > surest.get(index, ("", 0.0))[1]:
            surest[index] = (letter, confidence)
    owners: dict[str, int] = {}
    for index, (letter, confidence) in surest.items():
        if letter not in owners or confidence > surest[owners[letter]][1]:
            owners[letter] = index
    return {index: surest[index] for index in owners.values()}


def letter_in(text: str, expected: Sequence[str]) -> str:
    """Return the letter that a text is, in lower case; empty if it is none, or none that is expected."""
    match = LETTER.match(text.strip())
    if match is None:
        return ""
    letter = match[1].lower()
    letter = MISREAD.get(letter, letter)
    if expected and letter not in expected:
        # I and l look alike in many typefaces.
        letter = "i" if letter == "l" and "i" in expected else ""
    return letter if letter and letter in LETTERS else ""
