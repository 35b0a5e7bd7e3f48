"""The microscope as a process owns it: the only place where limits, interlocks, leases and single effects are enforced."""

import threading
from functools import partial
from typing import Self

from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.errors import Busy, InterlockOpen, OperationCancelled, SemError, StaleFrame
from fractoscope.instruments.protocols import Adapter, Clock, Disturbance
from fractoscope.instruments.server.action_payload import ActionPayload
from fractoscope.instruments.server.carry_out import carry_out
from fractoscope.instruments.server.dose_meter import DoseMeter
from fractoscope.instruments.server.effect_ledger import EffectLedger
from fractoscope.instruments.server.end_recorder import EndRecorder
from fractoscope.instruments.server.frame_spool import FrameSpool
from fractoscope.instruments.server.frame_store import FrameStore
from fractoscope.instruments.server.interrupted_effects import settle_interrupted
from fractoscope.instruments.server.lease_desk import LeaseDesk, ran_out
from fractoscope.instruments.server.limit_check import LimitCheck
from fractoscope.instruments.server.operation_runner import OperationRunner
from fractoscope.instruments.server.operation_watch import OperationWatch
from fractoscope.instruments.server.safe_state import PATIENCE, SafeState
from fractoscope.instruments.server.site_limits import SiteLimits
from fractoscope.instruments.server.time_allowance import time_allowance
from fractoscope.instruments.server.watchdog import Watchdog
from fractoscope.instruments.values import (
    Action,
    Capabilities,
    Frame,
    Lease,
    Operation,
    Phase,
    Role,
    SemState,
    StopReport,
    Ticket,
    VacuumState,
)

GRACE = 1.0
"""Seconds past its deadline after which an adapter that does not look at its watch counts as hung."""


class LocalSem:
    """Puts the rules around an adapter; trusts no caller.

    Parameters
    ----------
    adapter
        The microscope.
    ledger
        Record of effects; effects that a crash cut off are settled before the first call. Closed with this object.
    limits
        The site's ranges, or None for the microscope's own.
    clock
        Measures leases and time allowances; real time unless a test says otherwise.

    Attributes
    ----------
    disturbance
        Faults of link and disk that the adapter rehearses, for the server around this; None for every adapter that rehearses none.

    Raises
    ------
    SemError
        If the limits do not fit the microscope, or the ledger or the microscope cannot be read.
    """

    def __init__(self, adapter: Adapter, ledger: EffectLedger, *, limits: SiteLimits | None = None, clock: Clock | None = None) -> None:
        self._adapter = adapter
        self._ledger = ledger
        self._clock = clock or SystemClock()
        self._leases = LeaseDesk(self._clock, ledger.next_fence)
        self.disturbance: Disturbance | None = getattr(adapter, "disturbance", None)
        before_write = {} if self.disturbance is None else {"before_write": self.disturbance.before_write}
        self._frames = FrameStore(FrameSpool(ledger.path.parent / "frames", **before_write))
        self._ends = EndRecorder(ledger, self._clock)
        self._dose = DoseMeter()
        self._safe = SafeState(adapter, self._clock)
        self._one_start = threading.Lock()
        self._stops = 0
        try:
            self._capabilities = (limits or SiteLimits()).narrow(adapter.describe())
            for effect in ledger.unfinished():
                self._ends.record(settle_interrupted(effect, adapter, self._frames.spool))
        except BaseException:
            ledger.close()
            raise
        self._limits = LimitCheck(self._capabilities)
        self._runner = OperationRunner(self._ends.record, self._safe.reach)
        self._watchdog = Watchdog(self.supervise)

    def describe(self) -> Capabilities:
        """Return what the microscope can do here: its own ranges, narrowed by the site's."""
        return self._capabilities

    def state(self) -> SemState:
        """Return what the microscope is doing now, as read back."""
        adapter = self._adapter
        return SemState(
            position=adapter.stage.position(),
            beam=adapter.column.beam(),
            field_width=adapter.scanner.field_width(),
            vacuum=adapter.chamber.vacuum(),
            moving=adapter.stage.moving(),
            scanning=adapter.scanner.scanning(),
            operation=self._runner.occupant,
            lease=self._leases.current,
            dose=self._dose.total,
            simulated=self._capabilities.simulated,
        )

    def take_lease(self, holder: str, role: Role, note: str = "", time_to_live: float = 30.0) -> Lease:
        """Take control, or raise `NotInControl` naming the holder if that one ranks as high."""
        self.supervise()
        return self._leases.take(holder, role, note, time_to_live)

    def renew_lease(self, fence: int) -> Lease:
        """Say that the holder is alive, or raise `NotInControl`."""
        return self._leases.require(fence)

    def release_lease(self, fence: int) -> None:
        """Give control back; releasing an outdated lease does nothing."""
        self._leases.release(fence)

    def check(self, action: Action) -> None:
        """Raise what `start` would raise because of limits or interlocks, and do nothing else."""
        self._limits.check(action, self._adapter.stage.position(), self._adapter.column.beam())
        vacuum = self._adapter.chamber.vacuum()
        if vacuum is not VacuumState.PUMPED:
            raise InterlockOpen(interlock=f"vacuum ({vacuum})", remedy="pump the chamber and wait until it reports pumped")

    def start(self, action: Action, ticket: Ticket) -> Operation:
        """Start an action once; the same ticket again returns the recorded operation.

        Raises
        ------
        NotInControl, LimitExceeded, InterlockOpen, Unsupported, Busy, ActionConflict
            The action was refused and nothing happened.
        SemError
            The ledger cannot be written; nothing happened.
        """
        payload = ActionPayload.of(action)
        stops = self._stops
        with self._one_start:
            recorded = self._ledger.find(ticket.action_id)
            if recorded is not None:
                recorded.require(payload)
                return self._operation(ticket.action_id)
            self._leases.require(ticket.fence)
            self.check(action)
            if (occupant := self._runner.occupant) is not None:
                raise Busy(operation=occupant)
            timeout = time_allowance(action, self._adapter.stage.position(), self._capabilities)
            operation = Operation(action_id=ticket.action_id, kind=action.kind, phase=Phase.RUNNING, timeout=timeout)
            self._ledger.begin(operation, payload, self._clock.now().isoformat())
            watch = OperationWatch(ticket.action_id, timeout, self._clock)
            job = partial(self._carry_out, action, ticket.action_id, stops)
            return self._runner.submit(operation, watch, job)

    def wait(self, action_id: str, timeout: float) -> Operation:
        """Return when the operation ended or after `timeout` seconds, whichever is first; raise `SemError` for an unknown id."""
        self._runner.wait(action_id, timeout)
        return self._operation(action_id)

    def cancel(self, action_id: str, fence: int) -> Operation:
        """End an operation early; does nothing if it has ended. Raises `NotInControl` for an outdated fence."""
        lease = self._leases.require(fence)
        if self._runner.cancel(f"cancelled by {lease.holder}", action_id) is not None:
            self._safe.reach()
            self._runner.wait(action_id, PATIENCE)
        return self._operation(action_id)

    def frame(self, frame_id: str) -> Frame:
        """Return the frame that an acquisition made, or raise `StaleFrame`."""
        effect = self._ledger.find(frame_id)
        if effect is None or effect.kind != "acquire_frame":
            raise StaleFrame(frame_id=frame_id, reason="no acquisition of this id was started here")
        if effect.phase is not Phase.DONE:
            raise StaleFrame(frame_id=frame_id, reason=f"its acquisition is {effect.phase}")
        return self._frames.frame(frame_id)

    def stop(self) -> StopReport:
        """Halt the stage, end the scan, blank the beam, and say what state is left; waits for nobody's lease, lock or turn.

        An agent's lease ends with it, so that the agent's next action is refused too.
        """
        self._stops += 1
        report = self._stop("stopped")
        # Last, for a lease is granted under a lock and stop waits for none before everything is at rest.
        self._leases.revoke_agent()
        return report

    def supervise(self) -> None:
        """Bring the microscope to rest if a lease ran out or an adapter hangs; the watchdog calls this five times a second."""
        lease = self._leases.expire()
        if lease is not None:
            self._stop(ran_out(lease.holder))
        if self._runner.give_up(GRACE):
            self._safe.reach()
        self._ends.retry()

    def close(self) -> None:
        """Bring the microscope to rest and let the ledger go."""
        self._watchdog.close()
        self._stop("the instrument server ended")
        self._runner.close()
        self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stop(self, reason: str) -> StopReport:
        cancelled = self._runner.cancel(reason)
        self._safe.reach()
        self._runner.wait_idle(PATIENCE)
        return self._safe.report(cancelled)

    def _carry_out(self, action: Action, action_id: str, stops: int, watch: OperationWatch) -> dict[str, object]:
        if self._stops != stops:
            raise OperationCancelled(action_id=action_id, reason="stopped before it began")
        with self._dose.metered(action, self._adapter.column.beam().current, watch):
            return carry_out(action, action_id, self._adapter, self._frames, watch)

    def _operation(self, action_id: str) -> Operation:
        present = self._runner.snapshot(action_id) or self._ends.unrecorded(action_id)
        if present is not None:
            return present
        effect = self._ledger.find(action_id)
        if effect is None:
            raise SemError(reason=f"no action {action_id} is recorded here; start it first")
        return effect.operation
