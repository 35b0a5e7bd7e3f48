"""The lower end of the column."""

from fractoscope.instruments.facility.bounds import Positive
from fractoscope.instruments.values import FrozenValue


class PolePiece(FrozenValue):
    """Table `[chamber.pole_piece]`: a cone that widens upwards from its lower face, about the optical axis.

    Attributes
    ----------
    radius_m
        Of the lower face (m).
    upper_radius_m
        At `height_m` above it (m).
    height_m
        Height of the cone (m).
    """

    radius_m: Positive
    upper_radius_m: Positive
    height_m: Positive
