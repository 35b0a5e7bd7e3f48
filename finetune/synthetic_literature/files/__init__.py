"""Articles as files: JATS with media, packages, PDF; whole ones and broken ones."""

from fractoscope.finetune.synthetic_literature.files.draft import ArticleDraft, FigureDraft

__all__ = ["ArticleDraft", "FigureDraft"]
