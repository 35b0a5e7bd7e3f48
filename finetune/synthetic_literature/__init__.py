"""Made-up articles with known truth, to measure mining on."""

from fractoscope.finetune.synthetic_literature.score.check_duplicates import check_duplicates
from fractoscope.finetune.synthetic_literature.score.check_mining import check_mining
from fractoscope.finetune.synthetic_literature.synthesise import synthesise
from fractoscope.finetune.synthetic_literature.truth import CorpusTruth

__all__ = ["CorpusTruth", "check_duplicates", "check_mining", "synthesise"]
