"""Where on the specimen the beam falls."""

from dataclasses import dataclass
from math import cos, sin, tan
from typing import Self

from fractoscope.instruments.values import BeamSettings, StagePosition


@dataclass(frozen=True)
class UnderBeam:
    """The middle of a field, in coordinates that are fixed to the specimen; they are the stage's at tilt 0 and rotation 0.

    The stage is eucentric: it tilts about an axis along x that lies under the beam at the height of z = 0, so a tilt leaves the field
    where it is only there. A positive tilt lowers the side of larger y, and so turns the surface towards the detector. The stage turns
    about its own centre, as the facility's rules have it, so a turn carries along every place but that.

    Attributes
    ----------
    x, y
        Place on the specimen (m).
    """

    x: float
    y: float

    @classmethod
    def of(cls, place: StagePosition, beam: BeamSettings | None = None) -> Self:
        """Return what lies in the middle of the field.

        Parameters
        ----------
        place
            True position of the stage.
        beam
            Its shift counts, stretched along y by a tilt as the whole field is; None is no shift.
        """
        shift_x, shift_y = (0.0, 0.0) if beam is None else (beam.beam_shift_x, beam.beam_shift_y)
        x = place.x + shift_x
        y = place.y + shift_y / cos(place.tilt) - place.z * tan(place.tilt)
        cosine, sine = cos(place.rotation), sin(place.rotation)
        return cls(x=cosine * x + sine * y, y=cosine * y - sine * x)
