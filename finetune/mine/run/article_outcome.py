"""All that came of one article."""

from pydantic import Field

from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.finetune.mine.run.drop import Drop
from fractoscope.instruments.values.frozen_value import FrozenValue


class ArticleOutcome(FrozenValue):
    """What is written down once an article is finished.

    Attributes
    ----------
    source
        Id of the source.
    size, modified_ns
        Of its file when it was mined; another state is mined again.
    read
        False if the article could not be read or was refused before its figures were counted.
    figures, pictures, citations
        How many figures it has, how many of their pictures were decoded, how many cross-references cite figures.
    panels
        Kept and dropped ones.
    drops
        What was dropped before it became a panel.
    seconds
        Time spent on it.
    """

    source: str
    size: int = 0
    modified_ns: int = 0
    read: bool = False
    figures: int = 0
    pictures: int = 0
    citations: int = 0
    panels: tuple[PanelRecord, ...] = ()
    drops: tuple[Drop, ...] = ()
    seconds: float = Field(default=0.0, ge=0)
