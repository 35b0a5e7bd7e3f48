"""A finer name under a feature."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.model.taxonomy.band import Band

OTHER_FEATURE = "other_feature"
"""Parent of what has no tag: it may be noted, and never supports a claim."""


class Leaf(FrozenValue):
    """An entry of the long list, kept as a qualifier of its parent's tag.

    Attributes
    ----------
    ids
        One identifier, or several that are treated alike.
    parent
        Identifier of the feature it belongs to, `OTHER_FEATURE`, or None for a name that belongs to a zone and tags no frame.
    note
        What tells it apart; empty if nothing.
    band
        Field widths at which it shows, or None for those of the parent.
    """

    ids: tuple[str, ...] = Field(min_length=1)
    parent: str | None = None
    note: str = ""
    band: Band | None = None
