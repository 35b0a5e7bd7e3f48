"""Reviewing by people: a page, decisions that outrank the teacher, agreement between two."""

from fractoscope.finetune.annotate.review.agreement import agreement
from fractoscope.finetune.annotate.review.decision import Decision
from fractoscope.finetune.annotate.review.merged_labels import merged_labels
from fractoscope.finetune.annotate.review.review_plan import ReviewPlan

__all__ = ["Decision", "ReviewPlan", "agreement", "merged_labels"]
