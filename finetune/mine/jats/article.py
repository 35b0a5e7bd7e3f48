"""An article as far as mining needs it."""

from fractoscope.finetune.mine.jats.article_figure import ArticleFigure
from fractoscope.finetune.mine.records import ArticleIdentity, Licence
from fractoscope.instruments.values.frozen_value import FrozenValue


class Article(FrozenValue):
    """Identity, terms and figures.

    Attributes
    ----------
    identity
        Title, DOI and the like.
    licence
        Of the article as a whole.
    figures
        In the order of the text.
    citations
        How many cross-references to figures the source marks up, those in captions included.
    """

    identity: ArticleIdentity
    licence: Licence
    figures: tuple[ArticleFigure, ...] = ()
    citations: int = 0
