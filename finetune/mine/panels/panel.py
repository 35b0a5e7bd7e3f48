"""A panel of a figure."""

from dataclasses import dataclass

from fractoscope.finetune.mine.records import Box


@dataclass(frozen=True)
class Panel:
    """Place and letter.

    Attributes
    ----------
    box
        In pixels of the figure.
    letter
        In lower case, or empty.
    letter_source
        "read" in the picture, by "order", or "none".
    """

    box: Box
    letter: str = ""
    letter_source: str = "none"
