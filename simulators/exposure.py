"""One time that the beam was on the specimen."""

from dataclasses import dataclass
from datetime import datetime

from fractoscope.instruments.values import BeamSettings
from fractoscope.simulators.imaging import RenderedFrame


@dataclass(frozen=True)
class Exposure:
    """What a scan gave and cost.

    Attributes
    ----------
    rendered
        The picture, with what is true of it; the truth stays inside the simulator.
    beam
        Settings while the beam was on.
    started, ended
        Simulated time, UTC.
    dose
        Charge put on the specimen (C).
    serial
        Number of the exposure in the physical record.
    """

    rendered: RenderedFrame
    beam: BeamSettings
    started: datetime
    ended: datetime
    dose: float
    serial: int
