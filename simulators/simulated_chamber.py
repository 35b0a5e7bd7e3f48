"""Vacuum of the simulated microscope."""

from math import log
from threading import Lock

from fractoscope.instruments.errors import OperationCancelled
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import VacuumState
from fractoscope.simulators.physical_record import PhysicalRecord

AIR = 1e5
"""Pressure (Pa) of a vented chamber."""

WORKING = 1e-2
"""Pressure (Pa) from which on the gun's valve may open."""

PUMP_DOWN = 150.0
"""Seconds from air to working pressure; the pressure falls by the same factor in every second, as under one pump without leaks."""


class SimulatedChamber:
    """A chamber that takes its time to pump, keeps its pressure when the pump is stopped, and is vented by hand only.

    Parameters
    ----------
    clock
        Time in which it pumps.
    record
        Where pumping and venting are written down; the chamber comes up at the pressure it was left at, or pumped.
    look_interval
        Longest time (s of `clock`) between two looks at the watch.
    """

    def __init__(self, clock: Clock, record: PhysicalRecord, *, look_interval: float = 0.01) -> None:
        self._clock = clock
        self._record = record
        self._look_interval = look_interval
        self._lock = Lock()
        self._run: object | None = None
        left = record.lines("chamber")
        self._pressure = float(left[-1]["pressure_Pa"]) if left else WORKING

    @property
    def pressure(self) -> float:
        """Pressure in the chamber (Pa)."""
        return self._pressure

    def vacuum(self) -> VacuumState:
        """Return the state of the chamber."""
        with self._lock:
            if self._pressure <= WORKING:
                return VacuumState.PUMPED
            return VacuumState.VENTED if self._run is None else VacuumState.PUMPING

    def vent(self) -> None:
        """Let air in: what a person does at the microscope; no caller of the server can."""
        with self._lock:
            self._run = None
            self._pressure = AIR
        self._record.append("chamber", self._clock.now(), pressure_Pa=AIR)

    def pump(self, watch: Watch) -> VacuumState:
        """Pump down to working pressure.

        Raises
        ------
        OperationCancelled
            If the pump was stopped or the watch said so; the chamber then stays at the pressure it has come to.
        """
        watch.raise_if_cancelled()
        start, began, run = self._pressure, self._clock.monotonic(), object()
        with self._lock:
            self._run = run
        try:
            while self._pressure > WORKING:
                watch.raise_if_cancelled()
                self._clock.sleep(self._look_interval)
                share = self._fall(run, start, self._clock.monotonic() - began)
                watch.report(share)
        finally:
            self.end_pumping()
            self._record.append("chamber", self._clock.now(), pressure_Pa=self._pressure)
        return self.vacuum()

    def end_pumping(self) -> None:
        """Stop the pump at once; does nothing while it does not run."""
        with self._lock:
            self._run = None

    def _fall(self, run: object, start: float, seconds: float) -> float:
        """Let the pressure fall for so long since the start, and return the share of the way, from 0 to 1."""
        with self._lock:
            if self._run is not run:
                raise OperationCancelled(action_id="pump", reason="the pump was stopped")
            way = log(start / WORKING)
            done = seconds * log(AIR / WORKING) / PUMP_DOWN
            self._pressure = WORKING if done >= way else start * (WORKING / AIR) ** (seconds / PUMP_DOWN)
            return min(1.0, done / way)
