"""The driver's long calls, each in a thread that nobody has to wait for."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.protocols import Watch

LOOK = 0.01
"""Real seconds between two looks while a call blocks: half of what `Watch` asks for."""


class BlockingCalls:
    """One long call at a time; one that was given up occupies the driver until it returns, and the next waits for it."""

    def __init__(self) -> None:
        self._present: Future[Any] | None = None

    @property
    def occupied(self) -> bool:
        """True while a call is in the driver, given up or not."""
        present = self._present
        return present is not None and not present.done()

    def wait_until_free(self, watch: Watch) -> None:
        """Return once the driver is free; raises what the watch raises."""
        while self.occupied:
            watch.raise_if_cancelled()
            self._rest()

    def run(self, name: str, call: Callable[[], Any], look: Callable[[], None], afterwards: Callable[[], None] | None = None) -> Any:
        """Make a call and return its result.

        Parameters
        ----------
        name, call
            What is called.
        look
            Called every `LOOK` seconds; what it raises gives the call up.
        afterwards
            Called in the call's own thread at its end, also if it was given up long before.

        Raises
        ------
        HardwareFault
            What the driver raised.
        """
        future: Future[Any] = Future()
        self._present = future
        # A daemon: a driver that hangs for ever must not keep the process from ending.
        threading.Thread(target=_carry_out, args=(future, name, call, afterwards), name=f"openfibsem-{name}", daemon=True).start()
        while not future.done():
            look()
            self._rest()
        return future.result()

    def _rest(self) -> None:
        if self._present is not None:
            wait((self._present,), timeout=LOOK)


def _carry_out(future: "Future[Any]", name: str, call: Callable[[], Any], afterwards: Callable[[], None] | None) -> None:
    try:
        try:
            with vendor_call(name):
                result = call()
        finally:
            if afterwards is not None:
                afterwards()
    except BaseException as error:  # noqa: BLE001 - it is raised in the thread that waits
        future.set_exception(error)
    else:
        future.set_result(result)
