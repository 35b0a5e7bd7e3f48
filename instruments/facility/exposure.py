"""Charge that an action puts on a place of the specimen."""

from fractoscope.instruments.facility.footprint import Footprint
from fractoscope.instruments.values import (
    AcquireFrame,
    Action,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    BeamSettings,
    FrozenValue,
    StagePosition,
)

FOCUS_ASPECT = 0.75
"""Height of an autofocus field divided by its width, as a field of 4 by 3."""

CONTRAST_FRAMES = 2
"""A search for brightness and contrast puts down at most so many frames of the scan that it is for."""


class Exposure(FrozenValue):
    """What one scan, or one search, did to the specimen.

    Attributes
    ----------
    holder
        Who held the lease.
    footprint
        Where.
    area
        Of the field, as seen along the beam (m²).
    charge
        C.
    """

    holder: str
    footprint: Footprint
    area: float
    charge: float

    @property
    def density(self) -> float:
        """Charge for the area (C/m²); that of the whole field, since a scan cut short puts the same on what it reached."""
        return self.charge / self.area


def planned_exposure(action: Action, holder: str, position: StagePosition, beam: BeamSettings, seconds: float) -> Exposure | None:
    """Return what an action will put on the specimen, or None if it does not expose it.

    Parameters
    ----------
    action, holder
        What is to be done, for whom.
    position, beam
        As read back before it.
    seconds
        What a search for focus or stigmators is expected to take: how it scans is the microscope's own affair.
    """
    match action:
        case AcquireFrame(field_width=width, scan=scan):
            height, beam_on = width * scan.rows / scan.columns, scan.pixels * scan.dwell_time
        case AdjustContrast(field_width=width, scan=scan):
            height, beam_on = width * scan.rows / scan.columns, CONTRAST_FRAMES * scan.pixels * scan.dwell_time
        case Autofocus(field_width=width) | Autostigmate(field_width=width):
            height, beam_on = width * FOCUS_ASPECT, seconds
        case _:
            return None
    shifted = position.replace(x=position.x + beam.beam_shift_x, y=position.y + beam.beam_shift_y)
    footprint = Footprint.of(shifted, width, height)
    return Exposure(holder=holder, footprint=footprint, area=width * height, charge=beam.current * beam_on)
