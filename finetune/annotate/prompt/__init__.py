"""What a teacher is asked, and in which form it must answer."""

from fractoscope.finetune.annotate.prompt.answer_schema import answer_schema
from fractoscope.finetune.annotate.prompt.panel_words import PanelWords
from fractoscope.finetune.annotate.prompt.teacher_prompt import instructions, prompt_version

__all__ = ["PanelWords", "answer_schema", "instructions", "prompt_version"]
