"""A detector that may be in the way."""

from pydantic import Field, model_validator

from fractoscope.instruments.facility.bounds import Bounds, Number, Positive
from fractoscope.instruments.values import FrozenValue


class DetectorShape(FrozenValue):
    """Table `[[chamber.detector]]`: an upright cylinder or a box, fixed in the chamber.

    Attributes
    ----------
    name
        Named in refusals.
    x_m, y_m
        Place of its middle: distance from the optical axis along the stage's x and y (m).
    below_pole_piece_m
        How far below the pole piece's lower face it begins and ends (m); negative is above.
    radius_m
        Of a cylinder (m).
    size_m
        Edges of a box along x and y (m).
    inserted
        False for one that is retracted; the server cannot see it, so one that is listed counts as inserted.
    """

    name: str = Field(min_length=1, max_length=40)
    x_m: Number
    y_m: Number
    below_pole_piece_m: Bounds
    radius_m: Positive | None = None
    size_m: tuple[Positive, Positive] | None = None
    inserted: bool = True

    @model_validator(mode="after")
    def _one_shape(self) -> "DetectorShape":
        if (self.radius_m is None) == (self.size_m is None):
            raise ValueError("give radius_m for a cylinder or size_m for a box, and not both")
        return self
