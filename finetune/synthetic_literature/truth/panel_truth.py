"""What is true of a panel."""

from pydantic import Field

from fractoscope.finetune.mine.records import Box
from fractoscope.instruments.values.frozen_value import FrozenValue


class BarTruth(FrozenValue):
    """A drawn scale bar: `width` in pixels of the figure, `length` in metres, and the text at it."""

    width: float
    length: float = Field(gt=0)
    text: str


class PanelTruth(FrozenValue):
    """One panel.

    Attributes
    ----------
    letter
        In lower case; empty in a figure of one panel without a letter.
    picture
        Which picture of the figure it stands in, from 1.
    box
        In pixels of that picture as it was saved.
    kind
        "fracture", or what it is instead: "powder", "plot", ...
    caption_part
        Its words in the caption; the whole caption in a figure without letters.
    excerpts
        Paragraphs that cite the figure as a whole or this panel.
    bar
        Its scale bar, or None.
    origin
        Name of the micrograph that it shows, the same for all copies of one; empty for drawings.
    copy_of
        How it was changed against the first use of its origin, such as "turned 90, flipped"; empty for the first use.
    features
        Features that cover at least 5 % of the part that is shown; of a look-alike `non_fracture_surface`, of a drawing none.
    """

    letter: str = ""
    picture: int = Field(default=1, ge=1)
    box: Box
    kind: str
    caption_part: str = ""
    excerpts: tuple[str, ...] = ()
    bar: BarTruth | None = None
    origin: str = ""
    copy_of: str = ""
    features: tuple[str, ...] = ()

    @property
    def fracture(self) -> bool:
        """True if it shows a fracture surface in an SEM."""
        return self.kind == "fracture"
