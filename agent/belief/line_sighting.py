"""A set of parallel lines seen at a place."""

from pydantic import Field

from fractoscope.instruments.values import FrozenValue


class LineSighting(FrozenValue):
    """The axis of growth read from striations in one tile.

    Attributes
    ----------
    x, y
        Centre of the tile, stage coordinates (m).
    angle
        Direction of the lines' normal (rad, from x towards y, modulo π): the crack grew along it, in an unknown sense.
    coherence
        How parallel they are, 0 to 1.
    probability
        Of the feature that they were taken for.
    """

    x: float
    y: float
    angle: float
    coherence: float = Field(ge=0, le=1)
    probability: float = Field(default=1.0, ge=0, le=1)
