"""What the microscope is doing now."""

from enum import StrEnum

from fractoscope.instruments.values.beam_settings import BeamSettings
from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.instruments.values.lease import Lease
from fractoscope.instruments.values.stage_position import StagePosition


class VacuumState(StrEnum):
    """State of the chamber; vented is whatever is neither at working vacuum nor on the way there, half pumped included."""

    PUMPED = "pumped"
    PUMPING = "pumping"
    VENTED = "vented"


class SemState(FrozenValue):
    """A read-out of the whole microscope.

    Attributes
    ----------
    position
        Where the stage says it is.
    beam
        Column settings as read back.
    field_width
        Horizontal field width of the last scan (m).
    vacuum
        State of the chamber.
    moving, scanning
        True while the stage travels or the beam scans.
    operation
        Action id of the operation that is running, or None.
    lease
        Who is in control, or None.
    dose
        Charge put on the specimen as far as the ledger goes back (C), searches for focus included; an upper bound.
    at_rest
        Why the server brought the microscope to rest, until the next action runs; None if it did not.
    simulated
        True if the frames do not come from a real specimen under a real beam at this moment.
    """

    position: StagePosition
    beam: BeamSettings
    field_width: float
    vacuum: VacuumState
    moving: bool
    scanning: bool
    operation: str | None = None
    lease: Lease | None = None
    dose: float = 0.0
    at_rest: str | None = None
    simulated: bool


class StopReport(FrozenValue):
    """The state in which a stop left the microscope.

    Attributes
    ----------
    position
        Where the stage stands.
    halted, scan_ended, blanked
        True where the stage was found still, the scan ended and the beam blanked; False says that it could not be confirmed.
    cancelled
        Action id of the operation that was cut short, or None.
    vacuum
        State of the chamber; None where it could not be read.
    """

    position: StagePosition
    halted: bool
    scan_ended: bool
    blanked: bool
    cancelled: str | None = None
    vacuum: VacuumState | None = None
