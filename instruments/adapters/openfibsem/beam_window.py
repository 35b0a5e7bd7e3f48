"""The time in which the beam is on the specimen."""

from collections.abc import Callable
from typing import Any

from fractoscope.instruments.adapters.openfibsem.blocking_calls import BlockingCalls
from fractoscope.instruments.adapters.openfibsem.column import FibsemColumn
from fractoscope.instruments.errors import OperationCancelled
from fractoscope.instruments.protocols import Clock, Watch


class BeamWindow:
    """Unblanks for one long call of the driver, and blanks whatever becomes of it.

    fibsem has no way to end a frame, an autocontrast or an autofocus. Ended early, the beam is blanked at once and the call is left to run
    out with the beam off the specimen; what it returns is dropped, and the driver takes the next action only then.

    Parameters
    ----------
    column, calls
        The blanker, and the driver's long calls.
    clock
        Measures how far a call has come.
    """

    def __init__(self, column: FibsemColumn, calls: BlockingCalls, clock: Clock) -> None:
        self._column = column
        self._calls = calls
        self._clock = clock
        self._run: object | None = None
        self._exposing = False

    @property
    def open(self) -> bool:
        """True while a call scans, also one that was given up and goes on with the beam blanked."""
        return self._run is not None or (self._exposing and self._calls.occupied)

    def end(self) -> None:
        """Give the present call up and blank; waits for nothing but the blanker."""
        self._run = None
        self._column.blank()

    def wait_until_free(self, watch: Watch) -> None:
        """Return once a call that was given up earlier has run out; to be called before anything is set for the next."""
        self._calls.wait_until_free(watch)

    def expose(self, name: str, call: Callable[[], Any], watch: Watch, expected: float | None = None) -> Any:
        """Make a call with the beam on the specimen and return its result.

        Parameters
        ----------
        name, call
            What is called.
        watch
            Ends it early.
        expected
            Seconds that it should take, for the progress; None where nobody knows.

        Raises
        ------
        OperationCancelled
            If it was ended early.
        HardwareFault
            If the driver fails, or does not unblank or blank.
        """
        run = object()
        self._run = run
        began = self._clock.monotonic()

        def look() -> None:
            watch.raise_if_cancelled()
            if self._run is not run:
                raise OperationCancelled(action_id=name, reason="the scan was ended")
            if expected:
                watch.report(min(1.0, (self._clock.monotonic() - began) / expected))

        try:
            look()
            self._column.unblank()
            # An end that came while the beam was being unblanked has blanked it too early.
            look()
            self._exposing = True
            # Blanked again in the call's own thread: it may end long after it was given up, and a driver may have unblanked for it.
            result = self._calls.run(name, call, look, afterwards=self._column.blank)
            look()
            return result
        finally:
            self._run = None
            self._column.blank()
            self._exposing = self._calls.occupied
