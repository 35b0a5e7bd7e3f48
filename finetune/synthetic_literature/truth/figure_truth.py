"""What is true of a figure."""

from fractoscope.finetune.synthetic_literature.truth.panel_truth import PanelTruth
from fractoscope.instruments.values.frozen_value import FrozenValue


class FigureTruth(FrozenValue):
    """One figure.

    Attributes
    ----------
    id
        As a reader of the article names it.
    caption
        Whole, in plain text.
    panels
        In reading order, over all its pictures.
    pictures
        How many picture files it consists of.
    obstacle
        Why nothing of it can be mined ("picture missing", "picture damaged", "foreign", ...); empty if it can.
    traits
        How it was made, such as "white gutters" or "no letters", so that failures can be told apart.
    """

    id: str
    caption: str = ""
    panels: tuple[PanelTruth, ...] = ()
    pictures: int = 1
    obstacle: str = ""
    traits: tuple[str, ...] = ()
