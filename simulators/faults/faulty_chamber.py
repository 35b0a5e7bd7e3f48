"""A chamber that loses its vacuum."""

from fractoscope.instruments.protocols import Chamber
from fractoscope.instruments.values import VacuumState
from fractoscope.simulators.faults.fault_kind import FaultKind
from fractoscope.simulators.faults.strikes import Strikes


class FaultyChamber:
    """Between the simulated chamber and whoever asks it.

    Parameters
    ----------
    chamber
        The chamber as it would be.
    strikes
        What befalls it.
    """

    def __init__(self, chamber: Chamber, strikes: Strikes) -> None:
        self._chamber = chamber
        self._strikes = strikes

    def vacuum(self) -> VacuumState:
        """Return the state of the chamber."""
        return VacuumState.VENTED if self._strikes.holding(FaultKind.VACUUM_LOSS) else self._chamber.vacuum()
