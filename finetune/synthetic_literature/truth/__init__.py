"""What is true of a synthetic corpus, as values that read and write JSON."""

from fractoscope.finetune.synthetic_literature.truth.article_truth import ArticleTruth
from fractoscope.finetune.synthetic_literature.truth.corpus_truth import CorpusTruth
from fractoscope.finetune.synthetic_literature.truth.figure_truth import FigureTruth
from fractoscope.finetune.synthetic_literature.truth.panel_truth import BarTruth, PanelTruth

__all__ = ["ArticleTruth", "BarTruth", "CorpusTruth", "FigureTruth", "PanelTruth"]
