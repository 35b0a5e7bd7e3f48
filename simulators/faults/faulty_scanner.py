"""A scanner whose frames go wrong."""

from typing import Protocol

from fractoscope.instruments.protocols import Clock, Scanner, Watch
from fractoscope.instruments.values import Frame, ScanSettings
from fractoscope.simulators.faults.fault import HANGS, Fault
from fractoscope.simulators.faults.fault_kind import FaultKind
from fractoscope.simulators.faults.spoil_frame import spoil_frame
from fractoscope.simulators.faults.strikes import Strikes
from fractoscope.simulators.faults.surroundings import Surroundings


class Drifting(Protocol):
    """A stage that can be made to drift."""

    def begin_drift(self, fault: Fault) -> None:
        """Wander from now on."""
        ...

    def end_drift(self) -> None:
        """Stay where the drift has come to."""
        ...


class FaultyScanner:
    """Between the simulated scanner and whoever wants frames. The scan and its dose are real; what comes of it is not.

    Parameters
    ----------
    scanner
        The scanner that does as it is told.
    stage
        Drifts under it.
    strikes, surroundings
        What befalls it, and what is told when a scan begins.
    clock
        Time in which a call hangs.
    """

    def __init__(self, scanner: Scanner, stage: Drifting, strikes: Strikes, surroundings: Surroundings, clock: Clock) -> None:
        self._scanner = scanner
        self._stage = stage
        self._strikes = strikes
        self._surroundings = surroundings
        self._clock = clock
        self._before: Frame | None = None

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch) -> Frame:
        """Scan, and return what the faults make of the frame; raises as the scanner itself does."""
        struck = self._strikes.begin("scan", frame_id)
        self._surroundings.action_begins(struck)
        if fault := struck.get(FaultKind.CALL_HANG):
            self._clock.sleep(fault.seconds or HANGS)
        if fault := struck.get(FaultKind.STAGE_DRIFT):
            self._stage.begin_drift(fault)
        try:
            frame = self._scanner.acquire(frame_id, field_width, scan, watch)
        finally:
            if FaultKind.STAGE_DRIFT in struck:
                self._stage.end_drift()
        before, self._before = self._before, frame
        return spoil_frame(frame, before, struck.values())

    def end_scan(self) -> None:
        """End a running scan at once."""
        self._scanner.end_scan()

    def scanning(self) -> bool:
        """Return True while the beam scans."""
        return self._scanner.scanning()

    def field_width(self) -> float:
        """Return the horizontal field width of the last scan (m)."""
        return self._scanner.field_width()
