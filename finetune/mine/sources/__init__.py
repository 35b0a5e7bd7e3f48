"""Where articles come from: folders of JATS with loose media, packages, PDF files, manifests."""

from fractoscope.finetune.mine.sources.article_dropped import ArticleDropped
from fractoscope.finetune.mine.sources.article_source import ArticleSource, SourceKind
from fractoscope.finetune.mine.sources.find_sources import find_sources
from fractoscope.finetune.mine.sources.media_store import MediaStore
from fractoscope.finetune.mine.sources.open_source import OpenedArticle, open_source

__all__ = ["ArticleDropped", "ArticleSource", "MediaStore", "OpenedArticle", "SourceKind", "find_sources", "open_source"]
