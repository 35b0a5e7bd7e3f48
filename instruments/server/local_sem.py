"""The microscope as a process owns it: the only place where limits, interlocks, leases and single effects are enforced."""

import threading
from collections.abc import Sequence
from functools import partial
from typing import Self

from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.errors import Busy, OperationCancelled, SemError, StaleFrame
from fractoscope.instruments.facility import Facility, planned_exposure
from fractoscope.instruments.protocols import Adapter, Clock, Disturbance
from fractoscope.instruments.server.action_payload import ActionPayload
from fractoscope.instruments.server.dose_book import DoseBook
from fractoscope.instruments.server.effect_ledger import EffectLedger
from fractoscope.instruments.server.end_recorder import EndRecorder
from fractoscope.instruments.server.frame_spool import FrameSpool
from fractoscope.instruments.server.frame_store import FrameStore
from fractoscope.instruments.server.interrupted_effects import settle_interrupted
from fractoscope.instruments.server.lease_desk import LEASE_ENDED, LeaseDesk, ran_out
from fractoscope.instruments.server.operation_runner import OperationRunner
from fractoscope.instruments.server.operation_watch import OperationWatch
from fractoscope.instruments.server.pace_meter import PaceMeter
from fractoscope.instruments.server.performer import Performer
from fractoscope.instruments.server.readings import Readings
from fractoscope.instruments.server.rest_keeper import RestKeeper
from fractoscope.instruments.server.rule_book import RuleBook
from fractoscope.instruments.server.safe_state import SafeState
from fractoscope.instruments.server.time_allowance import FOCUS_TIME, time_allowance
from fractoscope.instruments.server.watchdog import Watchdog
from fractoscope.instruments.values import Action, Capabilities, Frame, Lease, Operation, Phase, Role, SemState, StopReport, Ticket

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
    facility
        The facility's rules; None for the microscope's own ranges alone.
    clock
        Measures leases and time allowances; real time unless a test says otherwise.

    Attributes
    ----------
    disturbance
        Faults of link and disk that the adapter rehearses, for the server around this; None for every adapter that rehearses none.

    Raises
    ------
    SemError
        If the rules do not fit the microscope, or the ledger or the microscope cannot be read.
    """

    def __init__(self, adapter: Adapter, ledger: EffectLedger, *, facility: Facility | None = None, clock: Clock | None = None) -> None:
        self._adapter = adapter
        self._ledger = ledger
        self._clock = clock or SystemClock()
        self._leases = LeaseDesk(self._clock, ledger.next_fence)
        self.disturbance: Disturbance | None = getattr(adapter, "disturbance", None)
        before_write = {} if self.disturbance is None else {"before_write": self.disturbance.before_write}
        self._frames = FrameStore(FrameSpool(ledger.path.parent / "frames", **before_write))
        self._pace = PaceMeter(self._clock)
        self._one_start = threading.Lock()
        # A mark, not a counter: setting and looking take no lock, so that a stop never waits for one.
        self._stops = object()
        try:
            self._rules = RuleBook(adapter.describe(), facility or Facility())
            self._safe = SafeState(adapter, self._clock)
            self._dose = DoseBook(self._clock, ledger.exposures())
            self._ends = EndRecorder(ledger, self._dose, self._clock)
            unfinished = ledger.unfinished()
            if unfinished:
                # The controllers of a real microscope outlive a killed server: the stage may travel and the beam scan still.
                self._safe.reach()
                self._safe.report(None)
            for effect in unfinished:
                self._ends.record(settle_interrupted(effect, adapter, self._frames.spool))
        except BaseException:
            ledger.close()
            raise
        self._performer = Performer(adapter, self._frames, self._rules.limits, self._clock)
        self._readings = Readings(adapter, self._clock, self._leases, self._dose, self._pace)
        self._runner = OperationRunner(self._ends.record, self._safe.reach)
        self._rest = RestKeeper(self._runner, self._safe)
        self._watchdog = Watchdog(self.supervise)

    def describe(self) -> Capabilities:
        """Return what the microscope can do here: its own ranges, narrowed by the facility's, and which file that is."""
        return self._rules.capabilities

    def state(self) -> SemState:
        """Return what the microscope is doing now, as read back."""
        simulated = self._rules.capabilities.simulated
        return self._readings.state(operation=self._runner.occupant, at_rest=self._rest.reason, simulated=simulated)

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
        self._rules.check(action, self._readings.situation())

    def check_plan(self, actions: Sequence[Action]) -> tuple[SemError | None, ...]:
        """Return for each step of a plan what `start` would raise by then, or None, and do nothing else."""
        return self._rules.check_plan(actions, self._readings.situation())

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
            lease = self._leases.require(ticket.fence)
            if (occupant := self._runner.occupant) is not None:
                raise Busy(operation=occupant)
            situation = self._readings.situation(lease.holder)
            self._rules.check(action, situation)
            exposure = planned_exposure(action, lease.holder, situation.position, situation.beam, FOCUS_TIME)
            timeout = time_allowance(action, situation.position, self._rules.capabilities)
            operation = Operation(action_id=ticket.action_id, kind=action.kind, phase=Phase.RUNNING, timeout=timeout)
            self._ledger.begin(operation, payload, self._clock.now().isoformat(), exposure)
            self._dose.begin(ticket.action_id, exposure, situation.beam.current)
            self._pace.note_start()
            watch = OperationWatch(ticket.action_id, timeout, self._clock)
            return self._runner.submit(operation, watch, partial(self._carry_out, action, ticket, stops))

    def wait(self, action_id: str, timeout: float) -> Operation:
        """Return when the operation ended or after `timeout` seconds, whichever is first; raise `SemError` for an unknown id."""
        self._runner.wait(action_id, timeout)
        return self._operation(action_id)

    def cancel(self, action_id: str, fence: int) -> Operation:
        """End an operation early; does nothing if it has ended. Raises `NotInControl` for an outdated fence."""
        lease = self._leases.require(fence)
        self._rest.cut_short(action_id, f"cancelled by {lease.holder}")
        return self._operation(action_id)

    def frame(self, frame_id: str) -> Frame:
        """Return the frame that an acquisition made, or raise `StaleFrame`."""
        effect = self._ledger.find(frame_id)
        if effect is None or effect.kind != "acquire_frame":
            raise StaleFrame(frame_id=frame_id, reason="no acquisition of this id was started here")
        if effect.phase is not Phase.DONE:
            raise StaleFrame(frame_id=frame_id, reason=f"its acquisition is {effect.phase.replace('_', ' ')}")
        return self._frames.frame(frame_id)

    def stop(self) -> StopReport:
        """Halt the stage, end the scan, blank the beam, and say what state is left; waits for nobody's lease, lock or turn.

        An agent's lease ends with it, so that the agent's next action is refused too.
        """
        self._stops = object()
        report = self._rest.bring("stopped")
        # Last, for a lease is granted under a lock and stop waits for none before everything is at rest.
        if self._leases.revoke_agent():
            # Until now the agent could start something, which then began before this line or never begins.
            self._stops = object()
            if self._runner.occupant not in (None, report.cancelled):
                report = self._rest.bring("stopped")
        return report

    def supervise(self) -> None:
        """Bring the microscope to rest if a lease ran out, an adapter hangs, or nothing happens; the watchdog calls this often."""
        lease = self._leases.expire()
        if lease is not None:
            self._rest.bring(ran_out(lease))
        if self._runner.give_up(GRACE):
            self._safe.reach()
        self._rest_when_idle()
        self._ends.retry()

    def close(self) -> None:
        """Bring the microscope to rest and let the ledger go."""
        self._watchdog.close()
        self._rest.bring("the instrument server ended")
        self._runner.close()
        self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rest_when_idle(self) -> None:
        if self._rules.rest_after is None:
            return
        if self._runner.occupant is not None:
            self._pace.note_activity()
            return
        # Under the lock of start, so that no action begins between the look and the rest, to be cut short by it. Whoever holds it is
        # about to act, and the watchdog waits for nobody.
        if self._one_start.acquire(blocking=False):
            try:
                if self._runner.occupant is None and self._pace.idle_beyond(self._rules.rest_after):
                    self._rest.bring(f"no action for {self._rules.rest_after:g} s")
            finally:
                self._one_start.release()

    def _carry_out(self, action: Action, ticket: Ticket, stops: object, watch: OperationWatch) -> dict[str, object]:
        watch.raise_if_cancelled()
        if self._rest.under_way or self._stops is not stops:
            raise OperationCancelled(action_id=ticket.action_id, reason="stopped before it began")
        lease = self._leases.current
        if lease is None or lease.fence != ticket.fence:
            raise OperationCancelled(action_id=ticket.action_id, reason=LEASE_ENDED)
        watch.begin()
        self._rest.reason = None
        return self._performer.perform(action, ticket.action_id, watch)

    def _operation(self, action_id: str) -> Operation:
        present = self._runner.snapshot(action_id) or self._ends.unrecorded(action_id)
        if present is not None:
            return present
        effect = self._ledger.find(action_id)
        if effect is None:
            raise SemError(reason=f"no action {action_id} is recorded here; start it first")
        return effect.operation
