"""Fitting the faults of a plan to the parts of a microscope."""

from fractoscope.instruments.protocols import Clock, Scanner
from fractoscope.simulators.faults.fault_plan import FaultPlan
from fractoscope.simulators.faults.faulty_chamber import AiryChamber, FaultyChamber
from fractoscope.simulators.faults.faulty_column import FaultyColumn
from fractoscope.simulators.faults.faulty_scanner import Drifting, FaultyScanner
from fractoscope.simulators.faults.faulty_stage import FaultyStage
from fractoscope.simulators.faults.strikes import Strikes
from fractoscope.simulators.faults.surroundings import Surroundings
from fractoscope.simulators.mechanics import Mechanics
from fractoscope.simulators.optics import Optics
from fractoscope.simulators.physical_record import PhysicalRecord


class FaultFitting:
    """Wraps part after part; what befalls one is known to the others.

    Parameters
    ----------
    plan
        What is to go wrong.
    clock, real_clock
        Time of the microscope, and of the link.
    record
        Where strikes are written down.

    Attributes
    ----------
    surroundings
        Link and disk, for the server that the microscope is served by.
    """

    def __init__(self, plan: FaultPlan, clock: Clock, real_clock: Clock, record: PhysicalRecord) -> None:
        self._clock = clock
        self._strikes = Strikes(plan, clock, real_clock, record)
        self.surroundings = Surroundings(self._strikes)

    def stage(self, stage: Mechanics) -> FaultyStage:
        """Return a stage that goes wrong."""
        return FaultyStage(stage, self._strikes, self.surroundings, self._clock)

    def column(self, column: Optics) -> FaultyColumn:
        """Return a column that goes wrong."""
        return FaultyColumn(column, self._strikes)

    def scanner(self, scanner: Scanner, stage: Drifting) -> FaultyScanner:
        """Return a scanner that goes wrong, over a stage that drifts."""
        return FaultyScanner(scanner, stage, self._strikes, self.surroundings, self._clock)

    def chamber(self, chamber: AiryChamber) -> FaultyChamber:
        """Return a chamber that goes wrong."""
        return FaultyChamber(chamber, self._strikes)
