"""The words in which a vision-language model is asked for tags, for any vocabulary."""

from fractoscope.model.prompting.slot_prompt import SlotPrompt
from fractoscope.model.prompting.slot_tokens import SlotTokens
from fractoscope.model.prompting.written_report import AnswerForm, WrittenReport, written_report

__all__ = ["AnswerForm", "SlotPrompt", "SlotTokens", "WrittenReport", "written_report"]
