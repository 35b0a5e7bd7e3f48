"""Which figures, and which panels of them, a paragraph cites."""

import re
from collections.abc import Mapping, Sequence

from fractoscope.finetune.mine.captions.figure_mentions import Mention, figure_mentions
from fractoscope.finetune.mine.jats.plain_text import CrossReference, FlatText

OWN_PANEL = re.compile(r"(?:figs?\.?|figures?|panels?)?\s*[a-z]?\d*\s*\(?([a-p])\)?\.?$", re.IGNORECASE)
"""A cross-reference that stands without the word "Figure" before it: "3B", "B"."""
RANGE = re.compile(r"\s*(?:[-–—]|to|through)\s*$")
"""What stands between two cross-references whose figures are the ends of a range."""


def cited_figures(flat: FlatText, by_target: Mapping[str, Sequence[int]], by_number: Mapping[str, int]) -> dict[int, tuple[str, ...]]:
    """Return the figures that a paragraph cites, each with the panels it names.

    What the sentence says ("Figs. 3–5", "Figures 2(a)–(d)") is read first, since a range marks up its ends only. Cross-references
    count as well, for labels that no sentence spells ("Scheme 1") and for links set on another word.

    Parameters
    ----------
    flat
        The paragraph.
    by_target
        Places of the figures by the identifier that a cross-reference names.
    by_number
        Place of the figure by its number.

    Returns
    -------
    dict
        Letters by place; empty where the figure is named as a whole somewhere in the paragraph.
    """
    mentions = figure_mentions(flat.text)
    cited: dict[int, set[str] | None] = {}
    for mention in mentions:
        for number, letters in mention.figures.items():
            if number in by_number:
                _note(cited, by_number[number], letters)
    for index, reference in enumerate(flat.references):
        places = [place for target in reference.targets for place in by_target.get(target, ())]
        told = _told(reference, mentions, by_number)
        for place in places:
            if place not in told:
                _note(cited, place, _own_letters(flat.text, reference))
        if index and not told:
            for place in _between(flat, flat.references[index - 1], reference, by_target):
                _note(cited, place, set())
    return {place: () if letters is None else tuple(sorted(letters)) for place, letters in cited.items()}


def _note(cited: dict[int, set[str] | None], place: int, letters: set[str]) -> None:
    """Add a mention; one of the whole figure outweighs its panels, and stays."""
    before = cited.get(place, set())
    cited[place] = None if not letters or before is None else before | letters


def _told(reference: CrossReference, mentions: Sequence[Mention], by_number: Mapping[str, int]) -> set[int]:
    """Return the figures that the sentence around a cross-reference has named already."""
    return {
        by_number[number]
        for mention in mentions
        if mention.start < reference.end and reference.start < mention.end
        for number in mention.figures
        if number in by_number
    }


def _own_letters(text: str, reference: CrossReference) -> set[str]:
    match = OWN_PANEL.match(text[reference.start : reference.end].strip())
    return {match[1].lower()} if match else set()


def _between(flat: FlatText, first: CrossReference, last: CrossReference, by_target: Mapping[str, Sequence[int]]) -> range:
    """Return the places between two cross-references that are joined by a dash."""
    if RANGE.fullmatch(flat.text[first.end : last.start]) is None:
        return range(0)
    ends = [[place for target in reference.targets for place in by_target.get(target, ())] for reference in (first, last)]
    return range(max(ends[0]) + 1, min(ends[1])) if all(ends) else range(0)
