"""Holding a run of mining against the truth of its corpus."""

from fractoscope.finetune.synthetic_literature.score.check_mining import check_mining

__all__ = ["check_mining"]
