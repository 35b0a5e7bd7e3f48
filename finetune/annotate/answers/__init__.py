"""From a server's answer to labels, or to why there are none."""

from fractoscope.finetune.annotate.answers.read_answer import AnswerNotes, read_answer
from fractoscope.finetune.annotate.answers.result_line import Result, read_results
from fractoscope.finetune.annotate.answers.unusable_answer import UnusableAnswer

__all__ = ["AnswerNotes", "Result", "UnusableAnswer", "read_answer", "read_results"]
