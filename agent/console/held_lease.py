"""An operator's lease, kept alive while his page is."""

import threading
from collections.abc import Callable
from typing import Protocol

from fractoscope.instruments.errors import NotInControl, SemError
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values import Lease, Role

TIME_TO_LIVE = 10.0
"""Seconds after which the instrument goes to its safe state if the console dies."""

ABSENCE = 15.0
"""Seconds without a sign of the operator's page after which the lease is handed back: nobody is looking any more."""

_RENEWAL = 2.5


class Leasing(Protocol):
    """The part of a microscope that is needed here."""

    def take_lease(self, holder: str, role: Role, note: str = "", time_to_live: float = 30.0) -> Lease:
        """Take control."""
        ...

    def renew_lease(self, fence: int) -> Lease:
        """Stay in control."""
        ...

    def release_lease(self, fence: int) -> None:
        """Give control back."""
        ...


class HeldLease:
    """At most one lease, for one user of this console.

    Parameters
    ----------
    instrument
        Returns the microscope.
    clock
        Measures the absence of the operator's page.
    """

    def __init__(self, instrument: Callable[[], Leasing], clock: Clock) -> None:
        self._instrument = instrument
        self._clock = clock
        self._guard = threading.Lock()
        self._held: tuple[str, Lease] | None = None
        self._seen = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="console-lease", daemon=True)
        self._thread.start()

    @property
    def user(self) -> str | None:
        """Who drives through this console, or None."""
        held = self._held
        return held[0] if held is not None else None

    def take(self, user: str, note: str) -> Lease:
        """Take control for a user.

        Raises
        ------
        NotInControl
            If another operator has it, here or elsewhere.
        """
        with self._guard:
            if self._held is not None and self._held[0] != user:
                raise NotInControl(fence=0, holder=self._held[0], role=Role.OPERATOR.value, note="drives through this console")
            lease = self._instrument().take_lease(f"{user} (console)", Role.OPERATOR, note, TIME_TO_LIVE)
            self._held, self._seen = (user, lease), self._clock.monotonic()
            return lease

    def release(self, user: str) -> Lease:
        """Give control back; raises `NotInControl` if this user does not have it."""
        with self._guard:
            fence = self._fence(user)
            assert self._held is not None
            lease, self._held = self._held[1], None
        self._instrument().release_lease(fence)
        return lease

    def fence_of(self, user: str) -> int:
        """Return the fencing number for an action of this user; raises `NotInControl` if he does not drive."""
        with self._guard:
            return self._fence(user)

    def seen(self, user: str) -> None:
        """Take a sign of life of a user's page."""
        if self.user == user:
            self._seen = self._clock.monotonic()

    def renew(self) -> None:
        """Stay in control while the operator's page lives; hand back once it does not."""
        with self._guard:
            held = self._held
            if held is None:
                return
            try:
                if self._clock.monotonic() - self._seen > ABSENCE:
                    self._instrument().release_lease(held[1].fence)
                    self._held = None
                else:
                    self._instrument().renew_lease(held[1].fence)
            except NotInControl:
                self._held = None
            except SemError:
                # The link is down; the instrument's own clock runs against the lease.
                return

    def close(self) -> None:
        """Hand back what is held, as far as the instrument can be reached."""
        self._ended.set()
        self._thread.join(timeout=5.0)
        user = self.user
        if user is not None:
            try:
                self.release(user)
            except SemError:
                # Out of reach, and it runs out by itself.
                self._held = None

    def _fence(self, user: str) -> int:
        if self._held is None or self._held[0] != user:
            holder, note = (
                (self._held[0], "drives through this console") if self._held is not None else ("nobody here", "take control first")
            )
            raise NotInControl(fence=0, holder=holder, role=Role.OPERATOR.value if self._held is not None else "none", note=note)
        return self._held[1].fence

    def _keep(self) -> None:
        while not self._ended.wait(_RENEWAL):
            self.renew()
