"""What a property works with: the microscope, the place, and calls that keep to it."""

from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

import pytest

from fractoscope.instruments.conformance.midway import caught_midway
from fractoscope.instruments.conformance.neighbourhood import Axis, Neighbourhood
from fractoscope.instruments.conformance.scans import slow_scan, small_scan
from fractoscope.instruments.conformance.subject import Subject
from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import AcquireFrame, Action, Frame, Lease, MoveStage, Operation, Phase, Role, StagePosition, Ticket

HOLDER = "conformance suite"

NOTE = "small moves and frames around the present position"

TIME_TO_LIVE = 120.0
"""Seconds of the suite's own lease: every start renews it, and a run that dies leaves the microscope at rest soon after."""

PATIENCE = 5.0
"""Real seconds granted beyond an operation's own timeout before the suite stops waiting for its end."""

Refusal = TypeVar("Refusal", bound=SemError)


class Bench:
    """Drives the microscope for the properties, and never out of the neighbourhood.

    Parameters
    ----------
    subject
        The microscope and the ways to look at it.
    place
        Where to work.
    prefix
        Of all action ids, so that a ledger that remembers earlier runs has never seen them.

    Attributes
    ----------
    fence
        Number of the lease taken last.
    capabilities
        What the microscope says that it can do.
    moves, frames
        How many were started.
    """

    def __init__(self, subject: Subject, place: Neighbourhood, prefix: str) -> None:
        self.subject = subject
        self.microscope = subject.microscope
        self.place = place
        self.capabilities = subject.microscope.describe()
        self.scan = small_scan(self.capabilities)
        self.fence = self.moves = self.frames = 0
        self._prefix = prefix
        self._numbers = count(1)

    @property
    def home(self) -> StagePosition:
        """Where the stage stood before the run."""
        return self.place.home

    def new_id(self, name: str = "a") -> str:
        """Return an action id that was never used."""
        return f"{self._prefix}-{next(self._numbers)}-{name}"

    def take(self, holder: str = HOLDER, role: Role = Role.OPERATOR, note: str = NOTE, time_to_live: float = TIME_TO_LIVE) -> Lease:
        """Take the lease and keep its number."""
        lease = self.microscope.take_lease(holder, role, note, time_to_live)
        self.fence = lease.fence
        return lease

    def ticket(self, action_id: str | None = None, fence: int | None = None) -> Ticket:
        """Return a ticket under the present lease, or under another number."""
        return Ticket(action_id=action_id or self.new_id(), fence=self.fence if fence is None else fence)

    def start(self, action: Action, action_id: str | None = None, fence: int | None = None) -> Operation:
        """Start an action that stays in the neighbourhood."""
        if isinstance(action, MoveStage):
            self.place.require(action.target)
        operation = self.microscope.start(action, self.ticket(action_id, fence))
        self.moves += isinstance(action, MoveStage)
        self.frames += isinstance(action, AcquireFrame)
        return operation

    def perform(self, action: Action, action_id: str | None = None) -> Operation:
        """Start an action and return how it ended; fails if it does not end."""
        operation = self.start(action, action_id)
        ended = self.ended(operation)
        assert ended.phase.ended, f"{ended.kind} did not end within its timeout of {ended.timeout:.3g} s"
        return ended

    def done(self, action: Action, action_id: str | None = None) -> Operation:
        """Start an action and return it once done; fails if it ends otherwise."""
        operation = self.perform(action, action_id)
        assert operation.phase is Phase.DONE, f"{operation.kind} ended as {operation.phase}: {operation.error}"
        return operation

    def ended(self, operation: Operation) -> Operation:
        """Wait for an operation's end, at most for its timeout and some patience."""
        return self.microscope.wait(operation.action_id, operation.timeout + PATIENCE)

    def move(self, target: StagePosition) -> Operation:
        """Move, and fail unless it is done."""
        return self.done(MoveStage(target=target))

    def go_home(self) -> None:
        """Move back to where the run began, unless the stage stands there."""
        if self.place.miss(self.microscope.state().position, self.home):
            self.move(self.home)

    def ends(self, axis: Axis = "x") -> tuple[StagePosition, StagePosition]:
        """Return the two ends of the way of an axis, or report that it cannot be shown."""
        if axis not in self.place.axes:
            pytest.skip(f"moving {axis} was not allowed; allow it with --allow-moves")
        if axis not in self.capabilities.axes:
            pytest.skip(f"the microscope has no axis {axis}")
        low, high = self.place.span(axis, self.capabilities)
        shortest = 4 * self.place.tolerance_of(axis)
        if getattr(high, axis) - getattr(low, axis) < shortest:
            pytest.skip(f"{axis} has no room for a move of {shortest:.3g} within the reach; give a longer --reach")
        return low, high

    def look(self, **changes: Any) -> AcquireFrame:
        """Return the acquisition of a small frame, with some fields changed."""
        return AcquireFrame(field_width=self.place.field_width, scan=self.scan).replace(**changes)

    def slow_look(self) -> AcquireFrame:
        """Return the acquisition of a frame that takes about a second."""
        return self.look(scan=slow_scan(self.scan, self.capabilities))

    def frame(self, **changes: Any) -> Frame:
        """Acquire a frame and return it."""
        return self.microscope.frame(self.done(self.look(**changes)).action_id)

    def midway(self, action: Action) -> Operation:
        """Start an action and return it while it is under way; report where that cannot be caught."""
        return caught_midway(self, action)

    def long_move(self) -> tuple[MoveStage, StagePosition, StagePosition]:
        """Stand at one end of x; return the move to the other end, its start and its target."""
        low, high = self.ends("x")
        self.move(low)
        return MoveStage(target=high), self.microscope.state().position, high

    def met_too_late(self, operation: Operation) -> None:
        """Report that an action caught half-way was over before it could be looked at; no clock that is held lets that happen."""
        if self.subject.hold is None and self.microscope.wait(operation.action_id, 0.0).phase is Phase.DONE:
            pytest.skip("the action was over before it could be looked at half-way; give a longer --reach")

    def run_on(self) -> None:
        """Let a clock that was held run again."""
        if self.subject.hold is not None:
            self.subject.hold.release()

    def pause(self, seconds: float) -> None:
        """Let seconds of the microscope's time pass."""
        self.subject.clock.sleep(seconds)

    def refused(self, action: Action, kind: type[Refusal]) -> Refusal:
        """Return the refusal of an action that must be refused.

        `check` is asked first, which does nothing; only if it refuses is the action asked for in earnest, and stopped if accepted.
        """
        checked = _refusal(lambda: self.microscope.check(action))
        assert checked is not None, f"check accepts {action!r}"
        assert isinstance(checked, kind), f"check refuses with {checked!r}, not with {kind.__name__}"
        refusal = _refusal(lambda: self.microscope.start(action, self.ticket()))
        if refusal is None:
            self.microscope.stop()
            pytest.fail(f"check refuses and start accepts {action!r}")
        assert isinstance(refusal, kind), f"start refuses with {refusal!r}, not with {kind.__name__}"
        return refusal

    def settle(self) -> None:
        """Bring the microscope to rest after a property, whatever it left, and give the lease back."""
        self.run_on()
        running = self.microscope.state().operation
        if running is not None:
            self.microscope.stop()
            self.microscope.wait(running, PATIENCE)
        self.microscope.release_lease(self.fence)


def _refusal(call: Callable[[], object]) -> SemError | None:
    try:
        call()
    except SemError as error:
        return error
    return None
