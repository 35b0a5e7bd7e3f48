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

LEASE_ENDED = "its lease ended before it began"
"""Why an action never ran whose holder lost control, by time or to somebody else, in the moment in which it was to begin."""

LONGEST = 3600.0
"""Seconds of the longest lease: nobody keeps a microscope for more than an hour without a sign of life."""

NO_ROLE = "no role"
"""The role of whoever is named where nobody is in control."""

_RANKS = {Role.AGENT: 0, Role.OPERATOR: 1}


@dataclass
class _Grant:
    lease: Lease
    deadline: float
    began: float
    predecessor: str = ""


@dataclass(frozen=True)
class _Vacancy:
    since: float
    reason: str
    holder: str = "nobody"


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
        self._vacancy = _Vacancy(clock.monotonic(), "no lease was taken yet; the desk opened")

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
            others = present is not None and (present.holder, present.role) != (holder, role)
            if present is not None and others and _RANKS[role] <= _RANKS[present.role]:
                raise self._refusal(0)
            lease = Lease(holder=holder, role=role, note=note, fence=self._next_fence(), time_to_live=time_to_live)
            now = self._clock.monotonic()
            self._grant = _Grant(lease, now + time_to_live, now, _named(present) if present is not None and others else "")
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
            if lease is None or self._grant is None or lease.fence != fence:
                raise self._refusal(fence)
            self._grant.deadline = self._clock.monotonic() + lease.time_to_live
            return lease

    def release(self, fence: int) -> None:
        """End the lease of that number; an outdated number does nothing."""
        with self._guard:
            if self._grant is not None and self._grant.lease.fence == fence:
                self._vacate(f"{_named(self._grant.lease)} released the lease")

    def revoke_agent(self) -> bool:
        """End an agent's lease because somebody pressed stop: going on is a decision that a person sees, not the agent's next call.

        Returns
        -------
        bool
            True if there was one.
        """
        with self._guard:
            if self._grant is None or self._grant.lease.role is not Role.AGENT:
                return False
            self._vacate(f"somebody pressed stop while {_named(self._grant.lease)} was in control", STOPPED)
            return True

    def expire(self) -> Lease | None:
        """Return a lease that ran out since the last call and forget it, or None."""
        with self._guard:
            if self._grant is None or self.current is not None:
                return None
            lease = self._grant.lease
            self._vacate(ran_out(lease))
            return lease

    def _vacate(self, reason: str, holder: str = "nobody") -> None:
        self._vacancy = _Vacancy(self._clock.monotonic(), reason, holder)
        self._grant = None

    def _refusal(self, fence: int) -> NotInControl:
        now, grant = self._clock.monotonic(), self._grant
        if grant is None:
            vacancy = self._vacancy
            note = f"{vacancy.reason} {now - vacancy.since:.0f} s ago"
            return NotInControl(fence=fence, holder=vacancy.holder, role=NO_ROLE, note=note)
        lease = grant.lease
        if now > grant.deadline:  # and the watchdog has not looked since
            note = f"{ran_out(lease)} {now - grant.deadline:.0f} s ago"
            return NotInControl(fence=fence, holder="nobody", role=NO_ROLE, note=note)
        past = f"in control for {now - grant.began:.0f} s" + (f", took over from {grant.predecessor}" if grant.predecessor else "")
        return NotInControl(fence=fence, holder=lease.holder, role=lease.role.value, note="; ".join(filter(None, (lease.note, past))))


def ran_out(lease: Lease) -> str:
    """Return the reason for which an action is cancelled whose holder gave no sign of life; a client tells it from a stop by this."""
    return f"the lease of {_named(lease)} ran out"


def _named(lease: Lease) -> str:
    return f"{lease.holder} ({lease.role})"
