"""What is true of an article."""

from fractoscope.finetune.synthetic_literature.truth.figure_truth import FigureTruth
from fractoscope.instruments.values.frozen_value import FrozenValue


class ArticleTruth(FrozenValue):
    """One article.

    Attributes
    ----------
    source
        Its file, relative to the corpus, forward slashes.
    kind
        "jats", "package" or "pdf".
    title, doi
        As printed.
    licence
        Id of its licence.
    figures
        All of them.
    obstacle
        Why nothing of the article can be mined ("truncated XML", "retracted", "licence", ...); empty if it can.
    """

    source: str
    kind: str
    title: str
    doi: str
    licence: str
    figures: tuple[FigureTruth, ...] = ()
    obstacle: str = ""
