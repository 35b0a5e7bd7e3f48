"""Text inside pictures: finding letters and words by their ink, and reading them."""

from fractoscope.finetune.mine.lettering.text_reader import ReadText, TextReader, make_text_reader

__all__ = ["ReadText", "TextReader", "make_text_reader"]
