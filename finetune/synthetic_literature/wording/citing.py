"""Paragraphs that cite figures, and what each cites."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

LETTERS = "abcdefghi"
BEFORE = (
    "The specimens failed without visible necking.",
    "A closer look at the failed parts reveals the sequence of events.",
    "Hardness and strength follow the usual trend [4, 7].",
    "All tests were repeated three times.",
    "This agrees with earlier work [12].",
)
SPEAKING = ("shows", "reveals", "presents", "illustrates")
OBJECTS = (
    "the surface that was left behind",
    "how the crack advanced through the section",
    "large variations from place to place",
    "features that are typical of this condition",
    "the transition between the two regions",
)
ASIDE = (
    "The features become coarser towards the edge",
    "No defect was found at the origin",
    "The same holds for all specimens",
    "Local deformation is limited",
)
AFTER = (
    "The effect is discussed below.",
    "Similar observations were made by others [3].",
    "Details are given in Table 2.",
    "See also Fig. S1 in the supplement.",
    "",
)
IDLE = (
    "The chemical composition was measured by optical emission spectrometry and lies within the limits of the standard.",
    "Specimens were machined from plates of 12 mm thickness and tested at a constant displacement rate in laboratory air.",
    "Statistical evaluation followed the maximum likelihood method, with 95 % confidence intervals throughout.",
)


@dataclass(frozen=True)
class Citation:
    """A piece of a paragraph that cites.

    Attributes
    ----------
    text
        As printed: "Figs. 2–4".
    links
        Parts of the text that an XML file marks as cross-references: start, end, number of the figure.
    cites
        Letters by number of the figure; empty for a figure as a whole.
    """

    text: str
    links: tuple[tuple[int, int, int], ...]
    cites: dict[int, tuple[str, ...]]


@dataclass(frozen=True)
class CitingParagraph:
    """Texts and citations in turn; joined without blanks they are the paragraph."""

    pieces: tuple[str | Citation, ...]
    cites: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The paragraph as it reads."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


def write_paragraphs(letters: Sequence[int], random: np.random.Generator) -> list[CitingParagraph]:
    """Return the paragraphs of an article: each figure is cited at least once, as a whole or by its panels.

    Parameters
    ----------
    letters
        For each figure, in order, how many lettered panels it has; 0 for a figure without letters.
    random
        Source of all choices.
    """
    paragraphs = [CitingParagraph((IDLE[int(random.integers(len(IDLE)))],))]
    for number, count in enumerate(letters, 1):
        paragraphs.append(_paragraph(_opening(number, count, random), random))
        if count > 1 and random.random() < 0.7:
            paragraphs.append(_paragraph(_panels(number, count, random), random))
    if len(letters) > 2 and random.random() < 0.6:
        first = int(random.integers(1, len(letters) - 1))
        paragraphs.append(_paragraph(_range(first, int(random.integers(first + 1, len(letters) + 1)), random), random))
    paragraphs.append(CitingParagraph((IDLE[int(random.integers(len(IDLE)))],)))
    return paragraphs


def _paragraph(citation: Citation, random: np.random.Generator) -> CitingParagraph:
    """Put a citation into sentences: as their subject, or in brackets behind a statement."""
    before, after = BEFORE[int(random.integers(len(BEFORE)))], AFTER[int(random.integers(len(AFTER)))]
    if random.random() < 0.5:
        words = f" {SPEAKING[int(random.integers(len(SPEAKING)))]} {OBJECTS[int(random.integers(len(OBJECTS)))]}. {after}".rstrip()
        return CitingParagraph((f"{before} ", citation, words), citation.cites)
    aside = ASIDE[int(random.integers(len(ASIDE)))]
    return CitingParagraph((f"{before} {aside} (", citation, f"). {after}".rstrip()), citation.cites)


def _opening(number: int, count: int, random: np.random.Generator) -> Citation:
    """Cite a figure as a whole, or by its first panel."""
    word = ("Figure ", "Fig. ", "Fig. ")[int(random.integers(3))]
    if count > 1 and random.random() < 0.3:
        return _linked([(word, 0), (f"{number}a", number)], {number: ("a",)}, random)
    return _linked([(word, 0), (str(number), number)], {number: ()}, random)


def _panels(number: int, count: int, random: np.random.Generator) -> Citation:
    """Cite panels of one figure."""
    first = int(random.integers(count - 1))
    last = int(random.integers(first + 1, count))
    a, b = LETTERS[first], LETTERS[last]
    capital = random.random() < 0.2
    if capital:
        a, b = a.upper(), b.upper()
    span = tuple(LETTERS[first : last + 1])
    forms: list[tuple[list[tuple[str, int]], tuple[str, ...]]] = [
        ([("Fig. ", 0), (f"{number}{a}", number), (", ", 0), (b, number)], (LETTERS[first], LETTERS[last])),
        ([("Fig. ", 0), (f"{number}({a})", number), (" and (", 0), (b, number), (")", 0)], (LETTERS[first], LETTERS[last])),
        ([("Figures ", 0), (f"{number}({a})", number), ("–", 0), (f"({b})", number)], span),
        ([("Fig. ", 0), (f"{number}{a}–{b}", number)], span),
        ([("Figs. ", 0), (f"{number}({a},{b})", number)], (LETTERS[first], LETTERS[last])),
        ([("Figs. ", 0), (f"{number}{a}", number), (" and ", 0), (f"{number}{b}", number)], (LETTERS[first], LETTERS[last])),
        ([("Fig. ", 0), (str(number), number), (f"{a}", 0)], (LETTERS[first],)),
    ]
    pieces, letters = forms[int(random.integers(len(forms)))]
    return _linked(pieces, {number: letters}, random)


def _range(first: int, last: int, random: np.random.Generator) -> Citation:
    """Cite figures from one to another; only the ends are marked up, as journals do."""
    word = ("Figs. ", "Figures ")[int(random.integers(2))]
    join = ("–", "–", " to ")[int(random.integers(3))]
    if last == first + 1 and random.random() < 0.5:
        join = " and "
    return _linked([(word, 0), (str(first), first), (join, 0), (str(last), last)], dict.fromkeys(range(first, last + 1), ()), random)


def _linked(pieces: list[tuple[str, int]], cites: dict[int, tuple[str, ...]], random: np.random.Generator) -> Citation:
    """Return a citation whose links hold the number alone or, at its beginning, the word before it too."""
    with_word = random.random() < 0.6
    text = ""
    links = []
    for index, (piece, number) in enumerate(pieces):
        start = 0 if with_word and index == 1 else len(text)
        text += piece
        if number:
            links.append((start, len(text), number))
    return Citation(text, tuple(links), cites)
