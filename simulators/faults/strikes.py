"""Which faults of a plan strike, and which conditions hold."""

from collections import Counter
from math import inf
from threading import Lock

from fractoscope.instruments.protocols import Clock
from fractoscope.simulators.faults.fault import Deed, Fault
from fractoscope.simulators.faults.fault_kind import FaultKind
from fractoscope.simulators.faults.fault_plan import FaultPlan
from fractoscope.simulators.physical_record import PhysicalRecord


class Strikes:
    """Counts actions, and writes each strike into the physical record.

    A fault that the record tells of does not strike again when the microscope comes up over that record: whoever started it anew
    has repaired what was broken.

    Parameters
    ----------
    plan
        What is to go wrong.
    clock
        Simulated time.
    real_clock
        Time of the link.
    record
        The account of physical effects.
    """

    def __init__(self, plan: FaultPlan, clock: Clock, real_clock: Clock, record: PhysicalRecord) -> None:
        self._faults = plan.faults
        self._clock = clock
        self._real_clock = real_clock
        self._record = record
        self._lock = Lock()
        self._began = clock.monotonic()
        self._done: Counter[str] = Counter({deed: len(record.lines(deed)) for deed in ("move", "scan")})
        self._struck: Counter[int] = Counter(line["fault"] for line in record.lines("fault"))
        self._since: dict[int, float] = {}

    def begin(self, deed: Deed, name: str) -> dict[FaultKind, Fault]:
        """Count an action that begins, and return what befalls it.

        Parameters
        ----------
        deed
            Move or scan.
        name
            Of the frame, or "" for a move: what the record names.
        """
        with self._lock:
            self._done[deed] += 1
            elapsed = self._clock.monotonic() - self._began
            found: dict[FaultKind, Fault] = {}
            for index, fault in enumerate(self._faults):
                if fault.strikes(deed, self._done[deed], elapsed, self._struck[index]):
                    self._strike(index, fault, name)
                    found[fault.kind] = fault
            return found

    def holding(self, kind: FaultKind) -> Fault | None:
        """Return the fault of that kind which holds now, or None."""
        for index, fault in enumerate(self._faults):
            since = self._since.get(index)
            if fault.kind is kind and since is not None and (fault.seconds is None or self._time_of(fault) - since < fault.seconds):
                return fault
        return None

    def time_left(self, kind: FaultKind) -> float:
        """Return the seconds for which a fault of that kind still holds: infinity for good, 0 if none does."""
        fault = self.holding(kind)
        if fault is None:
            return 0.0
        if fault.seconds is None:
            return inf
        return max(0.0, self._since[self._faults.index(fault)] + fault.seconds - self._time_of(fault))

    def _strike(self, index: int, fault: Fault, name: str) -> None:
        self._record.append("fault", self._clock.now(), fault=index, kind=fault.kind.value, deed=fault.deed, frame=name)
        self._struck[index] += 1
        self._since[index] = self._time_of(fault)

    def _time_of(self, fault: Fault) -> float:
        return (self._real_clock if fault.kind.on_link else self._clock).monotonic()
