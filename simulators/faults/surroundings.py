"""The link and the disk around the simulated microscope, as its faults leave them."""

import errno
from pathlib import Path
from threading import Lock

from fractoscope.instruments.protocols import Port
from fractoscope.simulators.faults.fault import LATE, Fault
from fractoscope.simulators.faults.fault_kind import FaultKind
from fractoscope.simulators.faults.strikes import Strikes


class Surroundings:
    """A `Disturbance`: a broken link closes both ports, a hanging or late one the port of the microscope alone.

    Parameters
    ----------
    strikes
        Tells what holds.
    """

    def __init__(self, strikes: Strikes) -> None:
        self._strikes = strikes
        self._lock = Lock()
        self._late: Fault | None = None
        self._disk_full = False

    def action_begins(self, struck: dict[FaultKind, Fault]) -> None:
        """Take over what befalls the surroundings of an action."""
        with self._lock:
            self._late = struck.get(FaultKind.LINK_LATE, self._late)
            self._disk_full = FaultKind.DISK_FULL in struck

    def reply_delay(self, port: Port) -> float | None:
        """Return the real seconds for which to hold a reply back, or None to close the connection in its place."""
        if self._strikes.holding(FaultKind.LINK_DROP):
            return None
        if port == "stop":
            return 0.0
        with self._lock:
            late, self._late = self._late, None
        delay = 0.0 if late is None else late.seconds or LATE
        return max(delay, self._strikes.time_left(FaultKind.LINK_HANG))

    def before_write(self, file: Path) -> None:
        """Raise `OSError` while the disk is full."""
        if self._disk_full:
            raise OSError(errno.ENOSPC, "No space left on device", str(file))
