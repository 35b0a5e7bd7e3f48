"""What an annotator says about one feature."""

from typing import Literal

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class Finding(FrozenValue):
    """What an annotator says about one feature of the taxonomy.

    Attributes
    ----------
    feature
        Identifier in the taxonomy.
    doubt
        0 is sure, 1 is a guess.
    basis
        Where it was seen: in the picture, in the words, or in both.
    quotes
        Words of the caption or the excerpts that say so, verbatim.
    direction
        Angle (rad, from the picture's x axis towards its upper edge) of what the feature says of direction, or None.
    """

    feature: str
    doubt: float = Field(default=0.0, ge=0, le=1)
    basis: Literal["image", "text", "both"] = "image"
    quotes: tuple[str, ...] = ()
    direction: float | None = None
