"""The agent's control of the instrument: its lease, kept alive, and actions waited for."""

import threading
from functools import partial
from types import TracebackType
from typing import Self

from fractoscope.agent.graph.pace import at_pace
from fractoscope.instruments.errors import Busy, NotInControl, OperationCancelled, OperationTimedOut, SemError
from fractoscope.instruments.protocols import Clock, Microscope
from fractoscope.instruments.server.lease_desk import LEASE_ENDED, STOPPED, ran_out
from fractoscope.instruments.values import Action, Lease, Operation, Phase, Role, Ticket

_SLICE = 1.0
_TIME_TO_LIVE = 30.0
_PATIENCE = 60.0


class Helm:
    """Takes the lease as agent and renews it from a thread, so that a slow model never loses it.

    Parameters
    ----------
    microscope
        Near or far.
    holder
        The session's id: a session that comes back after a kill takes over its own lease.
    clock
        Measures how long an action may take.
    renewer
        The connection that the thread uses, and that the lease is given back over: neither waits for a broken link. None takes
        `microscope` itself.
    """

    def __init__(self, microscope: Microscope, holder: str, clock: Clock, renewer: Microscope | None = None) -> None:
        self._microscope = microscope
        self._renewer = renewer or microscope
        self._holder = holder
        self._clock = clock
        self._lease: Lease | None = None
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="lease-heartbeat", daemon=True)

    def __enter__(self) -> Self:
        """Take the lease.

        Raises
        ------
        NotInControl
            If somebody else of this rank or above is in control.
        """
        self._take()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the heartbeat and give the lease back where that is still possible."""
        self._end.set()
        self._thread.join(timeout=5.0)
        if self._lease is not None:
            try:
                self._renewer.release_lease(self._lease.fence)
            except SemError:
                # The server is gone or another holder is in control: there is nothing left to give back.
                self._lease = None

    def perform(self, action: Action, action_id: str) -> tuple[Operation, bool]:
        """Carry out an action once and wait for its end, however it ends.

        Returns
        -------
        tuple
            The ended operation, and True if it had ended before this call (recorded by an earlier attempt). One that the instrument
            cancelled or never began because it had heard nothing of this session, or because an operator took over in that moment, is
            among them: nobody pressed stop.

        Raises
        ------
        SemError
            If it was refused or the connection broke.
        OperationCancelled
            If it was cancelled while this call waited, or somebody pressed stop since the last action.
        OperationTimedOut
            If the instrument itself never ends it.
        """
        operation = self._start(action, action_id)
        if operation.phase.ended:
            return operation, True
        deadline = self._clock.monotonic() + 2 * operation.timeout + _PATIENCE
        while not operation.phase.ended:
            if self._clock.monotonic() > deadline:
                raise OperationTimedOut(action_id=action_id, timeout=operation.timeout)
            operation = self._microscope.wait(action_id, _SLICE)
        self._raise_if_stopped(operation)
        return operation, False

    def operator_in_control(self) -> str | None:
        """Return the name of the operator who holds the lease, or None while the agent may act."""
        lease = self._microscope.state().lease
        return lease.holder if lease is not None and lease.role is Role.OPERATOR else None

    def _raise_if_stopped(self, operation: Operation) -> None:
        """Raise `OperationCancelled` if somebody ended the action, before or after it began."""
        told = operation.error or {}
        cancelled = operation.phase is Phase.CANCELLED or told.get("error") == OperationCancelled.__name__
        reason = str(told.get("reason", "cancelled"))
        if operation.phase is Phase.DONE or not cancelled or self._lease is None or reason in {ran_out(self._lease), LEASE_ENDED}:
            return
        raise OperationCancelled(action_id=operation.action_id, reason=reason)

    def _start(self, action: Action, action_id: str) -> Operation:
        deadline = self._clock.monotonic() + _PATIENCE
        while True:
            assert self._lease is not None
            try:
                ticket = Ticket(action_id=action_id, fence=self._lease.fence)
                return at_pace(partial(self._microscope.start, action, ticket), self._clock)
            except Busy as busy:
                if self._clock.monotonic() > deadline:
                    raise
                self._microscope.wait(busy.operation, _SLICE)
            except NotInControl as lost:
                if lost.holder == STOPPED:
                    raise OperationCancelled(action_id=action_id, reason=lost.note) from lost
                # A lease that ran out while this machine slept may be taken again; one that somebody holds may not.
                if lost.holder not in {"nobody", self._lease.holder} or self._clock.monotonic() > deadline:
                    raise
                self._take()

    def _take(self) -> None:
        self._lease = self._microscope.take_lease(self._holder, Role.AGENT, "fractoscope session", _TIME_TO_LIVE)

    def _renew(self) -> None:
        while not self._end.wait(_TIME_TO_LIVE / 4):
            lease = self._lease
            if lease is not None:
                try:
                    self._renewer.renew_lease(lease.fence)
                except SemError:
                    # The next action finds out in the session's own thread, where it can be reported.
                    continue
