"""Reading articles in JATS XML: what an article says of its figures, and on which terms."""

from fractoscope.finetune.mine.jats.article import Article
from fractoscope.finetune.mine.jats.article_figure import ArticleFigure
from fractoscope.finetune.mine.jats.read_article import read_article

__all__ = ["Article", "ArticleFigure", "read_article"]
