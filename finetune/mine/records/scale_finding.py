"""A scale bar that was found in a panel."""

from pydantic import Field

from fractoscope.finetune.mine.records.box import Box
from fractoscope.instruments.values.frozen_value import FrozenValue


class ScaleFinding(FrozenValue):
    """A bar, and its length where a number stands at it.

    Attributes
    ----------
    bar
        The bar, in pixels of the panel.
    text
        What was read beside it; empty if nothing was.
    length
        What the bar stands for (m), or None.
    pixel_size
        Edge of a pixel (m): `length` over the bar's width; None without a length.
    """

    bar: Box
    text: str = ""
    length: float | None = Field(default=None, gt=0)
    pixel_size: float | None = Field(default=None, gt=0)
