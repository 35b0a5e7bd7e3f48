"""What a rule needs to know of the moment in which an action is asked for."""

from dataclasses import dataclass

from fractoscope.instruments.facility.exposure import Exposure
from fractoscope.instruments.values import BeamSettings, StagePosition, VacuumState


@dataclass(frozen=True)
class Situation:
    """The microscope and its recent past, as values: the same question has the same answer, and asking changes nothing.

    Attributes
    ----------
    position, beam, field_width, vacuum
        As read back, or as they will be at this step of a plan.
    holder
        Of the lease, or "".
    now
        Seconds of the server's clock.
    starts
        When actions started within the last minute, on the same clock.
    exposures
        Everything that the ledger knows of.
    """

    position: StagePosition
    beam: BeamSettings
    field_width: float
    vacuum: VacuumState
    holder: str
    now: float
    starts: tuple[float, ...] = ()
    exposures: tuple[Exposure, ...] = ()
