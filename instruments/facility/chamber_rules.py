"""What stands in the chamber, so that nothing meets the pole piece or a detector."""

from typing import Literal

from pydantic import Field, model_validator

from fractoscope.instruments.facility.bounds import Bounds, Length, Number, Positive
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


class ChamberRules(FrozenValue):
    """Table `[chamber]` of a facility file.

    Attributes
    ----------
    clearance_m
        Distance that specimen and holder keep from everything else (m).
    plane_below_pole_piece_m
        Distance from the pole piece's lower face down to the plane that is imaged, at z = 0 and tilt 0 (m).
    tilt_axis_below_pole_piece_m
        Distance from the pole piece's lower face down to the tilt axis, which is parallel to x and crosses the optical axis (m): the
        eucentric height.
    positive_tilt_raises
        Side of the specimen that a positive tilt lifts.
    specimen, pole_piece, detector
        Shapes.
    """

    clearance_m: Positive
    plane_below_pole_piece_m: Positive
    tilt_axis_below_pole_piece_m: Positive
    positive_tilt_raises: Literal["+y", "-y"] = "+y"
    specimen: SpecimenShape
    pole_piece: PolePiece
    detector: tuple[DetectorShape, ...] = ()
