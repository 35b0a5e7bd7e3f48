"""What the words around a panel say."""

from collections.abc import Sequence
from dataclasses import dataclass

from fractoscope.finetune.mine.fracture.word_weights import WORDS
from fractoscope.finetune.mine.records import Excerpt
from fractoscope.finetune.mine.records.fracture_finding import Answer

PART, COMMON, EXCERPT_PANEL, EXCERPT_FIGURE, TITLE = 1.0, 0.5, 0.45, 0.15, 0.1
"""How much words count by where they stand: a panel's own words twice as much as those for all panels."""
DECISIVE = 0.7
"""Score from which, up or down, the words decide."""
STRONG = 2.0
"""Weight of a word that decides alone where it stands in the panel's own words."""
MOST = 2
"""Excerpts of each kind that count; a long discussion outweighs no caption."""


@dataclass(frozen=True)
class TextFinding:
    """The answer of the words, its score, and the words that counted."""

    answer: Answer
    score: float
    words: tuple[str, ...]


def judge_text(part: str, common: str, excerpts: Sequence[Excerpt], title: str = "") -> TextFinding:
    """Judge a panel by what is written about it.

    A strong word in the panel's own part of the caption decides: in "(c) XRD pattern of the fracture surface" the diagram
    outweighs the surface, because words against count for more where both stand. Then all words are added up.

    Parameters
    ----------
    part, common
        The caption's words for this panel, and for all panels.
    excerpts
        Paragraphs that cite the figure or the panel.
    title
        Of the article.
    """
    words: dict[str, float] = {}
    score = _add(words, part, PART) + _add(words, common, COMMON)
    for kind, weight in ((True, EXCERPT_PANEL), (False, EXCERPT_FIGURE)):
        for excerpt in [excerpt for excerpt in excerpts if bool(excerpt.panels) is kind][:MOST]:
            score += _add(words, excerpt.text, weight)
    score += _add(words, title, TITLE)
    own = [word for word in WORDS if word.pattern.search(part)]
    against = [word for word in own if word.weight <= -STRONG]
    in_favour = [word for word in own if word.weight >= STRONG]
    names = tuple(sorted(words, key=lambda name: -abs(words[name])))
    if against:
        return TextFinding("no" if sum(word.weight for word in (*against, *in_favour)) < 0 else "unsure", score, names)
    if in_favour:
        return TextFinding("yes", score, names)
    return TextFinding("yes" if score >= DECISIVE else "no" if score <= -DECISIVE else "unsure", score, names)


def _add(words: dict[str, float], text: str, weight: float) -> float:
    """Add up the weights of the words in a text, each word once."""
    total = 0.0
    for word in WORDS:
        if text and word.pattern.search(text):
            words[word.name] = words.get(word.name, 0.0) + weight * word.weight
            total += weight * word.weight
    return total
