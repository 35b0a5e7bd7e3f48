"""Charge put on the specimen, place by place, as far as the ledger goes back."""

import threading
from collections.abc import Mapping

from fractoscope.instruments.facility import Exposure
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values import Operation, Phase


class DoseBook:
    """Counts an exposure in full from before it starts, and never less than was put down.

    How far a scan came before it was cut short is known only roughly, so it counts as planned, or by the time that the beam may have been
    on if that is more. One that a crash cut off counts as planned.

    Parameters
    ----------
    clock
        Measures how long the beam may have been on.
    exposures
        By action id, from the ledger.
    """

    def __init__(self, clock: Clock, exposures: Mapping[str, Exposure]) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._exposures = dict(exposures)
        self._running: dict[str, tuple[float, float]] = {}

    @property
    def exposures(self) -> tuple[Exposure, ...]:
        """Everything known, what is under way included."""
        with self._guard:
            return tuple(self._exposures.values())

    @property
    def total(self) -> float:
        """Sum of all charges (C)."""
        return sum(exposure.charge for exposure in self.exposures)

    def begin(self, action_id: str, exposure: Exposure | None, current: float) -> None:
        """Count what an action is going to put down; None counts nothing.

        Parameters
        ----------
        action_id, exposure
            What is planned.
        current
            Probe current (A).
        """
        if exposure is not None:
            with self._guard:
                self._exposures[action_id] = exposure
                self._running[action_id] = (self._clock.monotonic(), current)

    def end(self, operation: Operation) -> Exposure | None:
        """Return what an action that ended counts as from now on, or None if it exposes nothing."""
        with self._guard:
            planned = self._exposures.get(operation.action_id)
            if planned is None:
                return None
            began, current = self._running.pop(operation.action_id, (self._clock.monotonic(), 0.0))
            if operation.phase is Phase.NEVER_RAN:
                charge = 0.0
            elif operation.phase is Phase.DONE and operation.kind == "acquire_frame":
                charge = max(planned.charge, float((operation.outcome or {}).get("dose", 0.0)))
            else:
                charge = max(planned.charge, current * (self._clock.monotonic() - began))
            exposure = planned.replace(charge=charge)
            self._exposures[operation.action_id] = exposure
            return exposure
