"""A figure as an article tells it, before any pixel is looked at."""

from fractoscope.finetune.mine.records import Excerpt, Licence
from fractoscope.instruments.values.frozen_value import FrozenValue


class ArticleFigure(FrozenValue):
    """One figure.

    Attributes
    ----------
    id
        Identifier in the source, or one made of the position where the source has none.
    label
        As printed: "Figure 3".
    caption
        Plain text on one line, title first.
    group_caption
        Of the group of figures that this one belongs to; empty without one.
    pictures
        One entry a picture of the figure; each lists the files that show the same picture in several resolutions.
    licence
        The figure's own terms, or None where it stands under the article's.
    excerpts
        Paragraphs that cite the figure or one of its panels, in the order of the text.
    """

    id: str
    label: str = ""
    caption: str = ""
    group_caption: str = ""
    pictures: tuple[tuple[str, ...], ...] = ()
    licence: Licence | None = None
    excerpts: tuple[Excerpt, ...] = ()
