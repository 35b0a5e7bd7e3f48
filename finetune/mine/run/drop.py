"""Something that was not kept."""

from typing import Literal

from fractoscope.instruments.values.frozen_value import FrozenValue

Stage = Literal["article", "licence", "figure", "panel"]


class Drop(FrozenValue):
    """What was dropped, and why.

    Attributes
    ----------
    stage
        Where: the whole article; a licence that is not allowed; a figure whose picture is missing or damaged; a panel.
    reason
        A short name that reports count by.
    figure
        Identifier of the figure; empty for an article.
    detail
        What was seen, in one line.
    """

    stage: Stage
    reason: str
    figure: str = ""
    detail: str = ""
