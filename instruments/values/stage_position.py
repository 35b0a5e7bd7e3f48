"""Where the stage is, or is asked to be."""

from math import hypot

from fractoscope.instruments.values.frozen_value import FrozenValue


class StagePosition(FrozenValue):
    """A full stage position: every axis has a value, so a move never leaves one to chance.

    Attributes
    ----------
    x, y, z
        Metres. x to the right and y up as seen in an image at scan rotation 0; z up, towards the pole piece.
    tilt, rotation
        Radians.
    """

    x: float
    y: float
    z: float = 0.0
    tilt: float = 0.0
    rotation: float = 0.0

    def distance(self, other: "StagePosition") -> float:
        """Return the distance in the specimen plane (m), which is what stage travel costs."""
        return hypot(self.x - other.x, self.y - other.y)
