"""A microscope as the agent, the console and the conformance suite see it, near or far."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import Action, Capabilities, Frame, Lease, Operation, Role, SemState, StopReport, Ticket


class Observable(Protocol):
    """Reading needs no control."""

    def describe(self) -> Capabilities:
        """Return what the microscope can do; constant while it runs."""
        ...

    def state(self) -> SemState:
        """Return what the microscope is doing now."""
        ...


class Leasable(Protocol):
    """One holder at a time."""

    def take_lease(self, holder: str, role: Role, note: str = "", time_to_live: float = 30.0) -> Lease:
        """Take control, or raise `NotInControl` naming the holder if that one ranks as high."""
        ...

    def renew_lease(self, fence: int) -> Lease:
        """Say that the holder is alive, or raise `NotInControl`."""
        ...

    def release_lease(self, fence: int) -> None:
        """Give control back; releasing an outdated lease does nothing."""
        ...


class Operable(Protocol):
    """Actions are started under a ticket and waited for in short calls."""

    def check(self, action: Action) -> None:
        """Raise what `start` would raise because of limits or interlocks, and do nothing else."""
        ...

    def check_plan(self, actions: Sequence[Action]) -> tuple[SemError | None, ...]:
        """Return for each step of a plan what `start` would raise by then, or None, and do nothing else.

        Position, beam, vacuum, dose and pace are followed through the plan, from what the microscope shows now. A refused step changes
        nothing for those after it.
        """
        ...

    def start(self, action: Action, ticket: Ticket) -> Operation:
        """Start an action once; the same ticket again returns the recorded operation.

        Raises
        ------
        NotInControl, LimitExceeded, InterlockOpen, Unsupported, Busy, ActionConflict
            The action was refused and nothing happened.
        """
        ...

    def wait(self, action_id: str, timeout: float) -> Operation:
        """Return when the operation ended or after `timeout` seconds, whichever is first."""
        ...

    def cancel(self, action_id: str, fence: int) -> Operation:
        """End an operation early; does nothing if it has ended. Raises `NotInControl` for an outdated fence."""
        ...

    def frame(self, frame_id: str) -> Frame:
        """Return the frame that an acquisition made, or raise `StaleFrame`."""
        ...


class Stoppable(Protocol):
    """Stop takes no lease, no lock and no queue."""

    def stop(self) -> StopReport:
        """Halt the stage, end the scan, blank the beam, and say what state is left."""
        ...


@runtime_checkable
class Microscope(Observable, Leasable, Operable, Stoppable, Protocol):
    """All of it: what a `LocalSem` and a `RemoteSem` both are."""
