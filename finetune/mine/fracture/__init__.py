"""Telling panels that show a fracture surface in an SEM: by words, by the picture, by a tagger."""

from fractoscope.finetune.mine.fracture.judge_panel import judge_panel
from fractoscope.finetune.mine.fracture.tagger_opinion import tagger_opinion
from fractoscope.finetune.mine.fracture.text_rules import TextFinding, judge_text

__all__ = ["TextFinding", "judge_panel", "judge_text", "tagger_opinion"]
