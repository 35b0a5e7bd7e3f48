"""Which words of a caption belong to which panel."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from fractoscope.finetune.mine.captions.letter_list import LETTERS
from fractoscope.finetune.mine.captions.panel_markers import Marker, panel_markers

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9(])")
ABBREVIATION = re.compile(r"(?:\b(?:Fig|Figs|Ref|Refs|vs|ca|approx|e\.g|i\.e|al|No|Eq|resp|wt|vol|at))\.$")
FOR_ALL = re.compile(
    r"^(?:all\b|scale\s*bars?\b|bars?\s*[:=]|(?:white|black|red|yellow)?\s*(?:arrows?|arrowheads?|circles?|boxes|dashed|dotted)\b"
    r"|in\s+(?:all|both|each)\b|both\b|each\b|the\s+(?:images|panels|micrographs|insets?|same\s+scale|loading|crack\s+(?:grew|propagat))"
    r"|images?\s+(?:were|was|taken)|micrographs?\s+(?:were|taken)|insets?\b|reproduced\b|adapted\b|reprinted\b|accelerating\b|note\b)",
    re.IGNORECASE,
)
"""How a closing sentence begins that speaks of all panels and not of the last one."""


@dataclass(frozen=True)
class CaptionParts:
    """A caption, taken apart.

    Attributes
    ----------
    parts
        Words by letter; letters that share their words ("(a, b)") have the same ones.
    common
        What stands before the first letter and after the last part.
    """

    parts: dict[str, str] = field(default_factory=dict)
    common: str = ""

    @property
    def letters(self) -> tuple[str, ...]:
        """Letters in the order of the alphabet."""
        return tuple(sorted(self.parts, key=LETTERS.index))


def caption_parts(caption: str) -> CaptionParts:
    """Distribute a caption to its panels.

    Letters stand before their words ("(a) dimples; (b) facets", "a, dimples. b, facets") or behind them ("dimples (a) and facets
    (b)"). A caption without letters is common as a whole.
    """
    markers, behind = panel_markers(caption)
    if not markers:
        return CaptionParts(common=caption.strip())
    return _behind(caption, markers) if behind else _before(caption, markers)


def _before(caption: str, markers: list[Marker]) -> CaptionParts:
    """Take the words from each letter to the next."""
    parts: dict[str, str] = {}
    common = [_trimmed(caption[: markers[0].start])]
    for number, marker in enumerate(markers):
        last = number + 1 == len(markers)
        words = caption[marker.end : None if last else markers[number + 1].start]
        if last:
            words, rest = _closing(words, _one_sentence(caption, markers))
            common.append(rest)
        for letter in marker.letters:
            parts[letter] = " ".join(filter(None, (parts.get(letter, ""), _trimmed(words))))
    return CaptionParts(parts, " ".join(filter(None, common)))


def _behind(caption: str, markers: list[Marker]) -> CaptionParts:
    """Take the words from the letter before to this one; what introduces the first is common where a colon closes it."""
    parts: dict[str, str] = {}
    common: list[str] = []
    at = 0
    for number, marker in enumerate(markers):
        words = caption[at : marker.start]
        if number == 0 and (colon := re.search(r":\s", words)):
            common.append(words[: colon.start() + 1])
            words = words[colon.end() :]
        for letter in marker.letters:
            parts[letter] = _trimmed(words)
        at = marker.end
    tail, rest = _closing(caption[at:], one_sentence=True)
    if tail := _trimmed(tail):
        common.append(tail)
    return CaptionParts(parts, " ".join(filter(None, (*common, rest))))


def _one_sentence(caption: str, markers: list[Marker]) -> bool:
    """Return True if all parts stand in one sentence, so that a full stop ends the last one."""
    return len(markers) > 1 and all(
        caption[first.end : second.start].rstrip().endswith((";", ",", " and", ":")) for first, second in pairwise(markers)
    )


def _closing(words: str, one_sentence: bool) -> tuple[str, str]:
    """Split what follows the last letter into its own words and what holds for all panels."""
    sentences = _sentences(words)
    keep = 1 if one_sentence else next((k for k in range(1, len(sentences)) if FOR_ALL.match(sentences[k])), len(sentences))
    return " ".join(sentences[:keep]), " ".join(sentences[keep:])


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; the full stop of an abbreviation ends none."""
    sentences: list[str] = []
    for piece in SENTENCE.split(text.strip()):
        if sentences and ABBREVIATION.search(sentences[-1]):
            sentences[-1] += f" {piece}"
        else:
            sentences.append(piece)
    return sentences


def _trimmed(words: str) -> str:
    """Return words without the punctuation and the "and" that join them to their neighbours; a full stop inside stays."""
    text = re.sub(r"^(?:[\s,;:.–—-]|and\b|&)+|(?:[\s,;–—-]|\band$)+$", "", words.strip())
    return text.strip()
