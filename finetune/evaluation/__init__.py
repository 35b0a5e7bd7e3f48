"""How well tags agree with what is there."""

from fractoscope.finetune.evaluation.evaluate_embedded import evaluate_embedded
from fractoscope.finetune.evaluation.tag_scores import TagScores

__all__ = ["TagScores", "evaluate_embedded"]
