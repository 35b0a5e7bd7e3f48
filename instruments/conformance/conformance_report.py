"""The account of one run, to be kept with the instrument's records."""

from datetime import datetime

from fractoscope.instruments.conformance.outcome import Outcome, PropertyResult
from fractoscope.instruments.values import FrozenValue, StopReport

SUITE_VERSION = 2
"""Grows when a property is added, removed or made stricter, so that old reports stay comparable."""


class ConformanceReport(FrozenValue):
    """What the suite saw.

    Attributes
    ----------
    suite_version
        Of the properties.
    instrument, simulated
        As the microscope describes itself.
    started, ended
        UTC, by this computer's clock.
    moves, frames
        How many the run started.
    dose
        Charge that the run put on the specimen, by the server's meter (C); None where it could not be read at the end.
    interrupted
        True if the operator ended the run early.
    left
        The state in which the run left the microscope; None where the last stop got no answer.
    properties
        In the order in which they were looked at.
    """

    suite_version: int = SUITE_VERSION
    instrument: str
    simulated: bool
    started: datetime
    ended: datetime
    moves: int
    frames: int
    dose: float | None
    interrupted: bool = False
    left: StopReport | None
    properties: tuple[PropertyResult, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many properties had that outcome."""
        return sum(result.outcome is outcome for result in self.properties)

    @property
    def at_rest(self) -> bool:
        """True if the stage was found still, the scan ended and the beam blanked after the run."""
        return self.left is not None and self.left.halted and self.left.scan_ended and self.left.blanked

    @property
    def conforms(self) -> bool:
        """True if nothing failed, the run was not interrupted, and the microscope was left at rest."""
        return self.count(Outcome.FAILED) == 0 and not self.interrupted and self.at_rest
