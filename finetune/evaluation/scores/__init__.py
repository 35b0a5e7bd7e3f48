"""From predictions and labels to figures; only what is known is scored."""

from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable
from fractoscope.finetune.evaluation.scores.compare_tables import compare_tables
from fractoscope.finetune.evaluation.scores.score_table import score_table

__all__ = ["AnswerTable", "compare_tables", "score_table"]
