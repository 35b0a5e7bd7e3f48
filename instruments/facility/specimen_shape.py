"""How large the specimen is, with its holder."""

from fractoscope.instruments.facility.bounds import Length, Positive
from fractoscope.instruments.values import FrozenValue


class SpecimenShape(FrozenValue):
    """Table `[chamber.specimen]`: an upright cylinder about the stage's centre, x = y = 0, that holds specimen and holder.

    Attributes
    ----------
    radius_m
        From the centre to the outermost point of specimen and holder (m).
    top_m
        Height of the highest point above the plane that is imaged (m).
    depth_m
        How far specimen and holder reach below that plane (m).
    """

    radius_m: Positive
    top_m: Length
    depth_m: Length
