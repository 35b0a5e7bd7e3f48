"""A chamber that loses its vacuum."""

from typing import Protocol

from fractoscope.instruments.protocols import Chamber, Pump, Watch
from fractoscope.instruments.values import VacuumState
from fractoscope.simulators.faults.fault_kind import FaultKind
from fractoscope.simulators.faults.strikes import Strikes
from fractoscope.simulators.simulated_chamber import AIR


class AiryChamber(Chamber, Pump, Protocol):
    """A chamber that tells its pressure, that the server can pump, and that only a person can vent."""

    @property
    def pressure(self) -> float:
        """Pressure in the chamber (Pa)."""
        ...

    def vent(self) -> None:
        """Let air in."""
        ...


class FaultyChamber:
    """Between the simulated chamber and whoever asks it.

    Parameters
    ----------
    chamber
        The chamber as it would be.
    strikes
        What befalls it.
    """

    def __init__(self, chamber: AiryChamber, strikes: Strikes) -> None:
        self._chamber = chamber
        self._strikes = strikes

    @property
    def pressure(self) -> float:
        """Pressure in the chamber (Pa)."""
        return AIR if self._lost else self._chamber.pressure

    def vacuum(self) -> VacuumState:
        """Return the state of the chamber."""
        return VacuumState.VENTED if self._lost else self._chamber.vacuum()

    def vent(self) -> None:
        """Let air in."""
        self._chamber.vent()

    def pump(self, watch: Watch) -> VacuumState:
        """Pump down, as well as the leak allows; raises as the chamber itself does."""
        self._chamber.pump(watch)
        return self.vacuum()

    def end_pumping(self) -> None:
        """Stop the pump at once."""
        self._chamber.end_pumping()

    @property
    def _lost(self) -> bool:
        return self._strikes.holding(FaultKind.VACUUM_LOSS) is not None
