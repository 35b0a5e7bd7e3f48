"""Who is in control, decided in one place."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass

from fractoscope.instruments.errors import LimitExceeded, NotInControl, NotPermitted
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values import Lease, Role

STOPPED = "stop"
"""Named as the holder where a stop ended an agent's lease: unlike one that ran out, it is not to be taken again unasked."""

LONGEST = 3600.0
"""Seconds of the longest lease: nobody keeps a microscope for more than an hour without a sign of life."""

_RANKS = {Role.AGENT: 0, Role.OPERATOR: 1}


@dataclass
class _Grant:
    lease: Lease
    deadline: float


class LeaseDesk:
    """Grants control to one holder at a time.

    Parameters
    ----------
    clock
        Measures the time since the last renewal.
    next_fence
        Makes fencing numbers that grow for ever, across restarts.
    """

    def __init__(self, clock: Clock, next_fence: Callable[[], int]) -> None:
        self._clock = clock
        self._next_fence = next_fence
        self._guard = threading.Lock()
        self._grant: _Grant | None = None
        self._vacant = "nobody"
        self._vacancy = "no lease was taken yet"

    @property
    def current(self) -> Lease | None:
        """The valid lease, or None."""
        grant = self._grant
        return None if grant is None or self._clock.monotonic() > grant.deadline else grant.lease

    def take(self, holder: str, role: Role, note: str, time_to_live: float) -> Lease:
        """Grant control to a free desk, over a lower rank, or anew to the same holder (who came back after a crash).

        Raises
        ------
        NotInControl
            If another holder of the same or a higher rank is in control.
        LimitExceeded
            If `time_to_live` (s) is not above 0 and at most `LONGEST`.
        NotPermitted
            If the role is an observer's.
        """
        if role not in _RANKS:
            raise NotPermitted(identity=holder, role=role.value, wanted="take the lease")
        if not (math.isfinite(time_to_live) and 0 < time_to_live <= LONGEST):
            raise LimitExceeded(axis="time_to_live", value=time_to_live, low=0.0, high=LONGEST, unit="s")
        with self._guard:
            present = self.current
            if present is not None and (present.holder, present.role) != (holder, role) and _RANKS[role] <= _RANKS[present.role]:
                raise NotInControl(fence=0, holder=present.holder, note=present.note)
            lease = Lease(holder=holder, role=role, note=note, fence=self._next_fence(), time_to_live=time_to_live)
            self._grant = _Grant(lease, self._clock.monotonic() + time_to_live)
            self._vacant = "nobody"
            return lease

    def require(self, fence: int) -> Lease:
        """Return the lease of that number and count the call as a sign of life.

        Raises
        ------
        NotInControl
            If the number is not the one in control.
        """
        with self._guard:
            lease = self.current
            if lease is None or self._grant is None:
                raise NotInControl(fence=fence, holder=self._vacant, note=self._vacancy)
            if lease.fence != fence:
                raise NotInControl(fence=fence, holder=lease.holder, note=lease.note)
            self._grant.deadline = self._clock.monotonic() + lease.time_to_live
            return lease

    def release(self, fence: int) -> None:
        """End the lease of that number; an outdated number does nothing."""
        with self._guard:
            if self._grant is not None and self._grant.lease.fence == fence:
                self._vacancy = f"{self._grant.lease.holder} released the lease"
                self._grant = None

    def revoke_agent(self) -> None:
        """End an agent's lease because somebody pressed stop: going on is a decision that a person sees, not the agent's next call."""
        with self._guard:
            if self._grant is not None and self._grant.lease.role is Role.AGENT:
                self._vacancy = f"somebody pressed stop while {self._grant.lease.holder} was in control"
                self._vacant = STOPPED
                self._grant = None

    def expire(self) -> Lease | None:
        """Return a lease that ran out since the last call and forget it, or None."""
        with self._guard:
            if self._grant is None or self.current is not None:
                return None
            lease, self._grant = self._grant.lease, None
            self._vacancy = ran_out(lease.holder)
            return lease


def ran_out(holder: str) -> str:
    """Return the reason for which an action is cancelled whose holder gave no sign of life; a client tells it from a stop by this."""
    return f"the lease of {holder} ran out"
