"""Titles, captions and paragraphs, in the turns of phrase of several journals."""

from fractoscope.finetune.synthetic_literature.wording.caption import WrittenCaption, write_caption
from fractoscope.finetune.synthetic_literature.wording.citing import Citation, CitingParagraph, write_paragraphs
from fractoscope.finetune.synthetic_literature.wording.phrases import article_title

__all__ = ["Citation", "CitingParagraph", "WrittenCaption", "article_title", "write_caption", "write_paragraphs"]
