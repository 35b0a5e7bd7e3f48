"""What stands in the chamber, so that nothing meets the pole piece or a detector."""

from typing import Literal

from fractoscope.instruments.facility.bounds import Positive
from fractoscope.instruments.facility.detector_shape import DetectorShape
from fractoscope.instruments.facility.pole_piece import PolePiece
from fractoscope.instruments.facility.specimen_shape import SpecimenShape
from fractoscope.instruments.values import FrozenValue


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
