"""A paragraph of an article that speaks of a figure."""

from fractoscope.instruments.values.frozen_value import FrozenValue


class Excerpt(FrozenValue):
    """One paragraph, whole.

    Attributes
    ----------
    text
        Plain text on one line; figures and tables that stand inside the paragraph are left out.
    panels
        Letters of the figure's panels that it names, in order; empty where it names the figure as a whole.
    """

    text: str
    panels: tuple[str, ...] = ()
