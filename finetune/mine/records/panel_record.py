"""The line that mining writes for a panel."""

from pydantic import Field

from fractoscope.finetune.mine.records.article_identity import ArticleIdentity
from fractoscope.finetune.mine.records.box import Box
from fractoscope.finetune.mine.records.excerpt import Excerpt
from fractoscope.finetune.mine.records.fracture_finding import FractureFinding
from fractoscope.finetune.mine.records.image_file import ImageFile
from fractoscope.finetune.mine.records.licence import Licence
from fractoscope.finetune.mine.records.provenance import Provenance
from fractoscope.finetune.mine.records.scale_finding import ScaleFinding
from fractoscope.instruments.values.frozen_value import FrozenValue


class PanelRecord(FrozenValue):
    """One panel with everything that the article says of it.

    Attributes
    ----------
    schema_version
        Of this record.
    record_id
        Source, figure, picture and panel in one name: the same in every run.
    image
        The panel as it was cut, databar included; None for a panel that was dropped.
    view
        The part of the panel without databar, in pixels of the panel.
    panel
        Letter in lower case; empty for a figure of one panel, or where no letter is known.
    caption
        Of the whole figure.
    caption_part
        What the caption says of this panel; the whole caption for a figure of one panel.
    caption_common
        What the caption says of all panels: before the first letter and after the last one.
    excerpts
        Every paragraph that cites the figure as a whole or this panel.
    article, licence, provenance
        Where it comes from and on which terms.
    scale
        The scale bar, or None where none was found.
    fracture
        Why it was kept or dropped.
    dropped
        Why it was dropped; empty for a panel that is kept.
    """

    schema_version: int = Field(default=1, ge=1, le=1)
    record_id: str
    image: ImageFile | None = None
    view: Box
    panel: str = ""
    caption: str = ""
    caption_part: str = ""
    caption_common: str = ""
    excerpts: tuple[Excerpt, ...] = ()
    article: ArticleIdentity
    licence: Licence
    scale: ScaleFinding | None = None
    fracture: FractureFinding
    provenance: Provenance
    dropped: str = ""
