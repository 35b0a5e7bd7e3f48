"""A teacher for rehearsals: an OpenAI-compatible server on loopback that answers from a known truth, with stated noise and mishaps."""

from fractoscope.finetune.annotate.loopback.answer_noise import AnswerNoise
from fractoscope.finetune.annotate.loopback.known_truth import PictureTruth, load_truth_table, write_truth_table
from fractoscope.finetune.annotate.loopback.mishaps import Mishaps
from fractoscope.finetune.annotate.loopback.teacher_desk import TeacherDesk

__all__ = ["AnswerNoise", "Mishaps", "PictureTruth", "TeacherDesk", "load_truth_table", "write_truth_table"]
