"""Finding the letters in a caption that introduce the words for a panel."""

import re
from dataclasses import dataclass
from itertools import pairwise

from fractoscope.finetune.mine.captions.letter_list import LETTERS, letter_span

ONE = r"\(\s*([A-Xa-x])\s*\)"
JOIN = r"\s*(?:[-–—−]|to|through|,\s*and|,|and|&|;|/)\s*"
BRACKETS = re.compile(rf"{ONE}(?:{JOIN}{ONE})*")
"""(a), (a)–(c), (a) and (b), (a), (b)."""
GROUP = re.compile(rf"\(\s*[A-Xa-x](?:{JOIN}[A-Xa-x])+\s*\)")
"""(a, b), (a–c), (a and b)."""
BARE = re.compile(r"(?:^|(?<=[.;:]\s)|(?<=\band\s))([A-Xa-x](?:\s*[-–,]\s*[A-Xa-x])*)\s?[:,.]\s+(?=\S)")
"""a, words, A. words, a: words: at the beginning or behind the end of a sentence."""
CLOSED = re.compile(r"(?:^|(?<=\s))([A-Xa-x](?:\s*[-–,]\s*[A-Xa-x])*)\)\s+(?=\S)")
"""a) words."""
LETTER_OR_JOIN = re.compile(r"(?<![A-Za-z])([A-Xa-x])(?![A-Za-z])|([-–—−]|\bto\b|\bthrough\b)")
REFERS = re.compile(r"\b(?:in|of|from|see|as|panels?|fig\.?|figures?|to|with|than|like)\s*$", re.IGNORECASE)
"""Words before a letter that only refers to a panel: "magnified view of the box in (a)"."""
NEW_PART = re.compile(r"(?:^|[.;:,—–-]|\band|\bwhile|\bwhereas)\s*$", re.IGNORECASE)
"""What stands before a letter that introduces words; before one that closes them stands a word."""


@dataclass(frozen=True)
class Marker:
    """Letters that stand together, from `start` to `end` in the caption."""

    start: int
    end: int
    letters: tuple[str, ...]


def panel_markers(caption: str) -> tuple[list[Marker], bool]:
    """Return the markers, in order, and True if they stand behind their words.

    Letters must rise from marker to marker and begin with the first or second of the alphabet; a letter that has been introduced
    before, or that a preposition leads up to, refers to a panel and introduces none.
    """
    bracketed = _rising(caption, _found(caption, BRACKETS, GROUP))
    if bracketed:
        votes = [NEW_PART.search(caption[: marker.start]) is not None for marker in bracketed]
        return bracketed, not votes[0] and sum(votes) <= len(votes) / 2
    bare = _rising(caption, _found(caption, BARE, CLOSED))
    # One bare letter may be an initial or an article; two in a row that begin with "a" are not.
    complete = (
        sum(len(marker.letters) for marker in bare) > 1 and bare[0].letters[0] == "a" and all(_follows(*pair) for pair in pairwise(bare))
    )
    return (bare if complete else []), False


def _found(caption: str, *patterns: re.Pattern[str]) -> list[Marker]:
    matches = sorted((match for pattern in patterns for match in pattern.finditer(caption)), key=lambda match: match.start())
    return [Marker(match.start(), match.end(), letters) for match in matches if (letters := _letters(match[0]))]


def _letters(text: str) -> tuple[str, ...]:
    """Return the letters of one marker, ranges filled in."""
    letters: list[str] = []
    dash = False
    for match in LETTER_OR_JOIN.finditer(text):
        if match[2]:
            dash = True
            continue
        letter = match[1].lower()
        letters += letter_span(letters[-1], letter)[1:] if dash and letters else [letter]
        dash = False
    return tuple(dict.fromkeys(letters))


def _rising(caption: str, markers: list[Marker]) -> list[Marker]:
    """Return the markers that introduce words."""
    kept: list[Marker] = []
    last = -1
    for marker in markers:
        first = LETTERS.index(marker.letters[0])
        # Of (c) a detail of (a) only the first introduces; a caption of twelve panels may skip one, not half of the alphabet.
        if last < first <= last + 2 and REFERS.search(caption[: marker.start]) is None:
            kept.append(marker)
            last = max(LETTERS.index(letter) for letter in marker.letters)
    return kept


def _follows(first: Marker, second: Marker) -> bool:
    return LETTERS.index(second.letters[0]) == LETTERS.index(first.letters[-1]) + 1
