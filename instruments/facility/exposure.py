"""Charge that an action puts on a place of the specimen."""

from fractoscope.instruments.facility.footprint import Footprint
from fractoscope.instruments.values import AcquireFrame, Action, Autofocus, BeamSettings, FrozenValue, StagePosition

FOCUS_ASPECT = 0.75
"""Height of an autofocus field divided by its width, as a field of 4 by 3."""


class Exposure(FrozenValue):
    """What one scan, or one search for focus, did to the specimen.

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
        What a search for focus is expected to take: how it scans is the microscope's own affair.
    """
    match action:
        case AcquireFrame(field_width=width, scan=scan):
            height, beam_on = width * scan.rows / scan.columns, scan.pixels * scan.dwell_time
        case Autofocus(field_width=width):
            height, beam_on = width * FOCUS_ASPECT, seconds
        case _:
            return None
    footprint = Footprint.of(position, width, height)
    return Exposure(holder=holder, footprint=footprint, area=width * height, charge=beam.current * beam_on)
