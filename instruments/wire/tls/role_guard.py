"""What each role may do, held against every call."""

from collections.abc import Callable, Sequence

from fractoscope.instruments.errors import NotPermitted, SemError
from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.values import Action, Capabilities, Frame, Lease, Operation, Role, SemState, StopReport, Ticket
from fractoscope.instruments.wire.tls.grants import Grants
from fractoscope.instruments.wire.tls.identity import Identity

MAY_TAKE: dict[Role, frozenset[Role]] = {
    Role.OBSERVER: frozenset(),
    Role.AGENT: frozenset({Role.AGENT}),
    Role.OPERATOR: frozenset({Role.AGENT, Role.OPERATOR}),
}
"""Leases that a role may take. Reading and stopping is everybody's."""


class RoleGuard:
    """A microscope as far as the caller's certificate goes.

    A fencing number is no secret: the state shows it. A lease is therefore used only by who took it, and its holder begins with the
    name in the certificate, so that nobody appears as somebody else in refusals and journals.

    Parameters
    ----------
    microscope
        Enforces everything else.
    caller
        Returns who makes the present call.
    """

    def __init__(self, microscope: Microscope, caller: Callable[[], Identity]) -> None:
        self._microscope = microscope
        self._caller = caller
        self._grants = Grants()

    def describe(self) -> Capabilities:
        """Return what the microscope can do."""
        return self._microscope.describe()

    def state(self) -> SemState:
        """Return what the microscope is doing now."""
        return self._microscope.state()

    def take_lease(self, holder: str, role: Role, note: str = "", time_to_live: float = 30.0) -> Lease:
        """Take control as NAME/holder; raise `NotPermitted` for a role above the caller's."""
        caller = self._caller()
        if role not in MAY_TAKE[caller.role]:
            raise _refusal(caller, f"take the lease as {role.value}")
        lease = self._microscope.take_lease(f"{caller.name}/{holder}", role, note, time_to_live)
        self._grants.record(lease.fence, caller.name)
        return lease

    def renew_lease(self, fence: int) -> Lease:
        """Say that the holder is alive; raise `NotPermitted` for somebody else's lease."""
        self._require(fence, "renew the lease")
        return self._microscope.renew_lease(fence)

    def release_lease(self, fence: int) -> None:
        """Give control back; raise `NotPermitted` for somebody else's lease."""
        self._require(fence, "release the lease")
        self._microscope.release_lease(fence)

    def check(self, action: Action) -> None:
        """Raise what `start` would raise because of limits or interlocks, and do nothing else."""
        self._microscope.check(action)

    def check_plan(self, actions: Sequence[Action]) -> tuple[SemError | None, ...]:
        """Return for each step of a plan what `start` would raise by then, or None, and do nothing else."""
        return self._microscope.check_plan(actions)

    def start(self, action: Action, ticket: Ticket) -> Operation:
        """Start an action; raise `NotPermitted` under somebody else's lease."""
        self._require(ticket.fence, f"start {action.kind}")
        return self._microscope.start(action, ticket)

    def wait(self, action_id: str, timeout: float) -> Operation:
        """Return when the operation ended or after `timeout` seconds, whichever is first."""
        return self._microscope.wait(action_id, timeout)

    def cancel(self, action_id: str, fence: int) -> Operation:
        """End an operation early; raise `NotPermitted` under somebody else's lease. Who holds none can `stop`."""
        self._require(fence, "cancel an action")
        return self._microscope.cancel(action_id, fence)

    def frame(self, frame_id: str) -> Frame:
        """Return the frame that an acquisition made."""
        return self._microscope.frame(frame_id)

    def stop(self) -> StopReport:
        """Halt the stage, end the scan, blank the beam; everybody's."""
        return self._microscope.stop()

    def _require(self, fence: int, wanted: str) -> None:
        caller = self._caller()
        if not MAY_TAKE[caller.role]:
            raise _refusal(caller, wanted)
        holder = self._grants.holder(fence) or self._present_holder(fence)
        if holder not in {None, caller.name}:
            raise _refusal(caller, f"{wanted} under number {fence}, which is {holder}'s")

    def _present_holder(self, fence: int) -> str | None:
        # A number that is not recorded: granted this very moment, or within this process. One that is not in force is refused below.
        lease = self._microscope.state().lease
        return lease.holder.partition("/")[0] if lease is not None and lease.fence == fence else None


def _refusal(caller: Identity, wanted: str) -> NotPermitted:
    return NotPermitted(identity=caller.name, role=caller.role.value, wanted=wanted)
