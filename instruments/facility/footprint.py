"""The part of the specimen that a scan covers."""

import math
from typing import Self

from fractoscope.instruments.values import FrozenValue, StagePosition

FLATTEST = 0.02
"""Cosine below which a tilted field counts no longer: at 89° it is fifty times as long as wide, and no image."""


class Footprint(FrozenValue):
    """A rectangle on the specimen, edges along the stage's x and y at rotation 0.

    Attributes
    ----------
    x_low, x_high, y_low, y_high
        Edges (m), counted from the centre of the stage.
    """

    x_low: float
    x_high: float
    y_low: float
    y_high: float

    @classmethod
    def of(cls, position: StagePosition, width: float, height: float) -> Self:
        """Return the smallest rectangle that holds a field.

        A tilt stretches the field along y by 1 / cos(tilt). A turned stage shows the specimen turned back about the stage's centre, so
        the field's own corners are turned back and boxed.

        Parameters
        ----------
        position
            Of the field's centre.
        width, height
            Of the field (m), as seen along the beam.
        """
        cosine, sine = math.cos(position.rotation), math.sin(-position.rotation)
        long = height / max(math.cos(position.tilt), FLATTEST)
        x, y = cosine * position.x - sine * position.y, sine * position.x + cosine * position.y
        half_x = (abs(cosine) * width + abs(sine) * long) / 2
        half_y = (abs(sine) * width + abs(cosine) * long) / 2
        return cls(x_low=x - half_x, x_high=x + half_x, y_low=y - half_y, y_high=y + half_y)

    def overlaps(self, other: "Footprint") -> bool:
        """Return True if both have a point in common; an edge is one."""
        return self.x_low <= other.x_high and other.x_low <= self.x_high and self.y_low <= other.y_high and other.y_low <= self.y_high
