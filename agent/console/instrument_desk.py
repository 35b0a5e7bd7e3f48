"""The console's own way to the instrument: it looks, it stops, and it drives while an operator holds the lease."""

import logging
import math
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from fractoscope.agent.console.held_lease import HeldLease
from fractoscope.instruments.errors import ConnectionLost, SemError
from fractoscope.instruments.protocols import Clock, Microscope
from fractoscope.instruments.values import Action, Capabilities, Frame, FrozenValue, Operation, SemState, StopReport, Ticket

log = logging.getLogger(__name__)

LOOK = 0.25
"""Seconds between two looks at the instrument: a person sees a moving stage move."""

WARM = 3.0
"""Seconds between two looks at whether the way to a stop stands."""

LATE = 1.5
"""Seconds without an answer after which the link counts as lost; with `LOOK` the page says so within 2 s."""


class Instrument(Microscope, Protocol):
    """A microscope behind a link that can be made anew."""

    def reconnect(self) -> SemState:
        """Connect anew and return the state to go on from."""
        ...

    def keep_stop_open(self) -> None:
        """Have the calling thread's way to a stop stand before it is needed."""
        ...

    def close(self) -> None:
        """Close the link."""
        ...


class InstrumentView(FrozenValue):
    """The instrument as the page shows it.

    Attributes
    ----------
    state
        As last read, or None before the first answer.
    age_s
        Seconds since then.
    lost
        Why there is no answer, or "".
    """

    state: SemState | None = None
    age_s: float = 0.0
    lost: str = ""


class InstrumentDesk:
    """One for each session that is shown; closed with it.

    Stop has a thread of its own whose connection is kept open, so that it waits for nothing that the page or other people do.

    Parameters
    ----------
    connect
        Opens a connection; raises `SemError` where there is none.
    clock
        Measures the age of what is shown.
    """

    def __init__(self, connect: Callable[[], Instrument], clock: Clock) -> None:
        self._connect = connect
        self._clock = clock
        self._sem: Instrument | None = None
        self._opening = threading.Lock()
        self._state: SemState | None = None
        self._read = clock.monotonic()
        self._lost = "not connected yet"
        self._stopper = ThreadPoolExecutor(1, thread_name_prefix="console-stop")
        self._warmed = -math.inf
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="console-instrument", daemon=True)
        self.lease = HeldLease(self._open, clock)
        self._thread.start()

    @property
    def view(self) -> InstrumentView:
        """What is known of the instrument now."""
        age = self._clock.monotonic() - self._read
        lost = self._lost or (f"no answer for {age:.1f} s" if age > LATE else "")
        return InstrumentView(state=self._state, age_s=round(age, 2), lost=lost)

    def begin_stop(self) -> "Future[StopReport]":
        """Stop the instrument; needs no lease and takes no turn.

        Returns
        -------
        Future
            Of the report; of `ConnectionLost` if no server answers, and then only the stop at the microscope is left.
        """
        return self._stopper.submit(lambda: self._open().stop())

    def drive(self, action: Action, action_id: str, user: str) -> Operation:
        """Start an action under the operator's lease and return it as it runs.

        Raises
        ------
        SemError
            If it is refused, or the user is not in control.
        """
        fence = self.lease.fence_of(user)
        return self._open().start(action, Ticket(action_id=action_id, fence=fence))

    def operation(self, action_id: str) -> Operation:
        """Return how an action stands."""
        return self._open().wait(action_id, 0.0)

    def describe(self) -> Capabilities:
        """Return what the instrument can do and how far it may go."""
        return self._open().describe()

    def frame(self, action_id: str) -> Frame:
        """Return a frame that the instrument still has."""
        return self._open().frame(action_id)

    def close(self) -> None:
        """Hand back what is held, and close the connection."""
        self._ended.set()
        self.lease.close()
        self._thread.join(timeout=5.0)
        # A stop that somebody asked for is still carried out.
        self._stopper.shutdown(wait=False)
        if self._sem is not None:
            self._sem.close()

    def _open(self) -> Instrument:
        with self._opening:
            if self._sem is None:
                self._sem = self._connect()
            return self._sem

    def _watch(self) -> None:
        while not self._ended.is_set():
            try:
                self._state = self._open().state()
                self._read, self._lost = self._clock.monotonic(), ""
                self._keep_stop_open()
            except ConnectionLost as error:
                self._lost = str(error)
                self._reconnect()
            except SemError as error:
                self._lost = str(error)
            except Exception as error:
                # This thread is all that tells the page that the link is gone; it must outlive whatever it meets.
                log.exception("the instrument's state could not be read")
                self._lost = f"{type(error).__name__}: {error}"
            self._ended.wait(LOOK)

    def _keep_stop_open(self) -> None:
        now = self._clock.monotonic()
        if now - self._warmed >= WARM:
            self._warmed = now
            self._stopper.submit(self._warm_up)

    def _warm_up(self) -> None:
        try:
            self._open().keep_stop_open()
        except SemError as error:
            # The stop itself tries anew, and over the other port as well.
            log.warning("the stop port does not answer: %s", error)

    def _reconnect(self) -> None:
        sem = self._sem
        if sem is None:
            return
        self._warmed = -math.inf
        try:
            sem.reconnect()
        except SemError as error:
            self._lost = str(error)
