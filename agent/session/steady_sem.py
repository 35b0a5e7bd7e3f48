"""A microscope behind a link that breaks now and then."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from fractoscope.agent.session.mending import Mending
from fractoscope.instruments.errors import ConnectionLost, SemError
from fractoscope.instruments.protocols import Clock, Microscope
from fractoscope.instruments.values import Action, Capabilities, Frame, Lease, Operation, Role, SemState, StopReport, Ticket

Answer = TypeVar("Answer")

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds before each attempt to connect anew: a plug that is seated again comes back within the first, a switch that restarts within the
last, and together they are about as long as a lease lasts; later the instrument is at rest anyway."""

PATIENCE = 120.0
"""Seconds after which no further attempt begins, however many are left: one that is never answered takes as long as the wire's timeout."""

LOSSES = 3
"""How often one call may lose the connection."""


class Reconnectable(Microscope, Protocol):
    """A microscope that can be connected to anew."""

    def reconnect(self) -> SemState:
        """Connect anew and return the state to go on from, or raise `ConnectionLost`."""
        ...


class SteadySem:
    """Connects anew when the link broke, and asks again.

    What was asked before is on the instrument's ledger, so nothing happens twice. Only `start` and `take_lease` change anything when
    they are repeated: a start carries the same ticket, under which the ledger tells what became of the action in flight; a lease taken
    again outdates its own former number. A stop goes out over the link as it is: who wants to stop does not wait.

    Parameters
    ----------
    sem
        The microscope, far away.
    clock
        Paces the attempts.
    gone
        Tells that the server has ended for good, so that nobody waits for it.
    noted
        Told of each mended link, in the thread that called.
    """

    def __init__(
        self, sem: Reconnectable, clock: Clock, gone: Callable[[], bool] = lambda: False, noted: Callable[[Mending], None] = lambda _: None
    ) -> None:
        self._sem = sem
        self._clock = clock
        self._gone = gone
        self._noted = noted
        self._last_ended: str | None = None

    def describe(self) -> Capabilities:
        """Return what the microscope can do."""
        return self._sem.describe()

    def state(self) -> SemState:
        """Return what the microscope is doing now."""
        return self._steadily(self._sem.state)

    def take_lease(self, holder: str, role: Role, note: str = "", time_to_live: float = 30.0) -> Lease:
        """Take control, or raise `NotInControl`."""
        return self._steadily(lambda: self._sem.take_lease(holder, role, note, time_to_live))

    def renew_lease(self, fence: int) -> Lease:
        """Say that the holder is alive, or raise `NotInControl`."""
        return self._steadily(lambda: self._sem.renew_lease(fence))

    def release_lease(self, fence: int) -> None:
        """Give control back."""
        self._steadily(lambda: self._sem.release_lease(fence))

    def check(self, action: Action) -> None:
        """Raise what `start` would raise because of limits or interlocks."""
        self._steadily(lambda: self._sem.check(action))

    def check_plan(self, actions: Sequence[Action]) -> tuple[SemError | None, ...]:
        """Return for each step of a plan what `start` would raise by then, or None."""
        return self._steadily(lambda: self._sem.check_plan(actions))

    def start(self, action: Action, ticket: Ticket) -> Operation:
        """Start an action once; over a new link the ledger tells whether it was."""
        return self._remembered(self._steadily(lambda: self._sem.start(action, ticket)))

    def wait(self, action_id: str, timeout: float) -> Operation:
        """Return when the operation ended or after `timeout` seconds."""
        return self._remembered(self._steadily(lambda: self._sem.wait(action_id, timeout)))

    def cancel(self, action_id: str, fence: int) -> Operation:
        """End an operation early."""
        return self._steadily(lambda: self._sem.cancel(action_id, fence))

    def frame(self, frame_id: str) -> Frame:
        """Return the frame that an acquisition made, or raise `StaleFrame`."""
        return self._steadily(lambda: self._sem.frame(frame_id))

    def stop(self) -> StopReport:
        """Halt the stage, end the scan, blank the beam; over the link as it is."""
        return self._sem.stop()

    def _remembered(self, operation: Operation) -> Operation:
        if operation.phase.ended:
            self._last_ended = operation.action_id
        return operation

    def _steadily(self, call: Callable[[], Answer]) -> Answer:
        for _ in range(LOSSES - 1):
            try:
                return call()
            except ConnectionLost as lost:
                self._mend(lost)
        return call()

    def _mend(self, lost: ConnectionLost) -> None:
        """Connect anew, or raise `ConnectionLost` once the attempts are used up."""
        began, tries, last = self._clock.monotonic(), 0, lost
        for pause in PAUSES:
            if self._gone() or self._clock.monotonic() - began > PATIENCE:
                break
            self._clock.sleep(pause)
            tries += 1
            try:
                state = self._sem.reconnect()
                self._require_same_ledger(lost)
            except ConnectionLost as error:
                last = error
                continue
            self._noted(Mending(reason=lost.reason, tries=tries, seconds=self._clock.monotonic() - began, state=state))
            return
        waited = self._clock.monotonic() - began
        why = "its server has ended" if self._gone() else f"{tries} tries in {waited:.0f} s to connect anew were in vain"
        raise ConnectionLost(address=lost.address, reason=f"{last.reason}; {why}") from lost

    def _require_same_ledger(self, lost: ConnectionLost) -> None:
        """Refuse a server that does not know what this session did: it could do it a second time."""
        if self._last_ended is None:
            return
        try:
            self._sem.wait(self._last_ended, 0.0)
        except ConnectionLost:
            raise
        except SemError as error:
            reason = f"the server there does not know action {self._last_ended}; start it over the effect ledger it had"
            raise ConnectionLost(address=lost.address, reason=reason) from error
