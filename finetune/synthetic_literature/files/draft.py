"""An article before it is written to files."""

from collections.abc import Sequence
from dataclasses import dataclass

from fractoscope.finetune.synthetic_literature.drawing import DrawnFigure
from fractoscope.finetune.synthetic_literature.wording import CitingParagraph, WrittenCaption


@dataclass(frozen=True)
class FigureDraft:
    """A figure.

    Attributes
    ----------
    caption
        As written.
    pictures
        One, or several that make up the figure.
    foreign
        True for a figure that belongs to another publisher.
    """

    caption: WrittenCaption
    pictures: tuple[DrawnFigure, ...]
    foreign: bool = False

    @property
    def letters(self) -> int:
        """Number of lettered panels."""
        return sum(bool(panel.letter) for drawn in self.pictures for panel in drawn.panels)


@dataclass(frozen=True)
class ArticleDraft:
    """An article.

    Attributes
    ----------
    number
        From 0, in the corpus.
    title
        As printed.
    licence
        Id of its licence.
    figures, paragraphs
        Its content; figures are numbered from 1.
    """

    number: int
    title: str
    licence: str
    figures: tuple[FigureDraft, ...]
    paragraphs: tuple[CitingParagraph, ...]

    @property
    def doi(self) -> str:
        """A DOI under a prefix that is not given out."""
        return f"10.5555/fractoscope.{self.number:06d}"

    @property
    def pmcid(self) -> str:
        """An identifier like those of PubMed Central."""
        return f"PMC{90_000_000 + self.number}"


def excerpts_of(paragraphs: Sequence[CitingParagraph], figure: int, letter: str) -> tuple[str, ...]:
    """Return the paragraphs that cite a figure as a whole or its panel, in order.

    Parameters
    ----------
    paragraphs
        Of the article.
    figure
        Number of the figure, from 1.
    letter
        Of the panel; empty for a figure without letters.
    """
    return tuple(
        paragraph.text
        for paragraph in paragraphs
        if figure in paragraph.cites and (not paragraph.cites[figure] or not letter or letter in paragraph.cites[figure])
    )
