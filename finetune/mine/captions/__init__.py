"""Reading captions and sentences about figures: which figure, which panel, which words belong to which."""

from fractoscope.finetune.mine.captions.caption_parts import CaptionParts, caption_parts
from fractoscope.finetune.mine.captions.figure_mentions import Mention, figure_mentions, figure_number
from fractoscope.finetune.mine.captions.letter_list import LETTERS, letter_span

__all__ = ["LETTERS", "CaptionParts", "Mention", "caption_parts", "figure_mentions", "figure_number", "letter_span"]
