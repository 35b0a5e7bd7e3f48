"""Holding a run of mining against the truth of its corpus."""

from fractoscope.finetune.synthetic_literature.score.check_mining import check_mining
from fractoscope.finetune.synthetic_literature.score.truth_of_records import truth_of_records

__all__ = ["check_mining", "truth_of_records"]
