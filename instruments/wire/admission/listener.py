"""Accepts connections and never waits for one of them."""

import logging
import selectors
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from fractoscope.instruments.wire.admission.refusal_log import RefusalLog
from fractoscope.instruments.wire.admission.roster import LIMIT, Roster
from fractoscope.instruments.wire.admission.served_connection import ServedConnection

log = logging.getLogger(__name__)

PERIOD = 0.1
"""Seconds between two looks for what is overdue, and for the end."""

BACKLOG = 128
"""Connections that the operating system holds until they are accepted."""

MOST_THREADS = LIMIT + 64
"""Threads of one port. Whoever is made to go needs a moment to end; newcomers wait in the operating system's queue until then."""

FAREWELL = 1.0
"""Seconds that an ending listener waits for the threads of its connections; one inside a long call ends by itself."""

_MOMENT = 0.005
_SHORTAGE = 0.05


class Listener:
    """One port, a thread that accepts, and a thread for each connection.

    The accepting thread only accepts, enters the connection in the roster and starts its thread. Handshakes, requests and answers happen
    in the connection's own thread, against the roster's deadlines.

    Parameters
    ----------
    host, port
        Where to listen; port 0 takes a free one.
    roster
        Decides who stays.
    serve
        Serves one connection until it ends.
    name
        Of the threads.

    Raises
    ------
    OSError
        If the port cannot be had.
    """

    def __init__(self, host: str, port: int, roster: Roster, serve: Callable[[ServedConnection], None], name: str) -> None:
        self._roster = roster
        self._serve = serve
        self._name = name
        self._ended = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._refusals = RefusalLog(log, name, time.monotonic)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # Sets the option to reuse an address where it is harmless; on Windows it would let two servers share a port without a word.
        self._port = socket.create_server((host, port), family=family, backlog=BACKLOG)
        # A client that goes away between the look and the accept must not hold the loop.
        self._port.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._port, selectors.EVENT_READ)
        self._loop = threading.Thread(target=self._accept_all, name=f"{name}-loop", daemon=True)
        self._loop.start()

    @property
    def port(self) -> int:
        """The port's number."""
        number: int = self._port.getsockname()[1]
        return number

    def end(self) -> None:
        """Close the port and all connections."""
        self._ended.set()
        self._loop.join()
        self._port.close()
        self._roster.close_all()
        deadline = time.monotonic() + FAREWELL
        for thread in list(self._threads):
            thread.join(max(0.0, deadline - time.monotonic()))

    def _accept_all(self) -> None:
        with self._selector:
            while not self._ended.is_set():
                if self._selector.select(PERIOD):
                    self._accept()
                self._roster.close_overdue()

    def _accept(self) -> None:
        if len(self._threads) >= MOST_THREADS:
            self._ended.wait(_MOMENT)
            return
        try:
            plug, _ = self._port.accept()
        except BlockingIOError:
            return
        except OSError as error:
            # Out of descriptors, most likely. The connection waits in the queue until some are free again.
            self._refusals.note(error)
            self._ended.wait(_SHORTAGE)
            return
        plug.setblocking(True)
        connection = ServedConnection(plug, time.monotonic)
        if not self._roster.admit(connection):
            self._refusals.note(f"all {len(self._roster)} that there may be are being served")
            connection.release()
            return
        thread = threading.Thread(target=self._attend, args=(connection,), name=f"{self._name}-client", daemon=True)
        self._threads.add(thread)
        try:
            thread.start()
        except RuntimeError as error:  # "can't start new thread"
            self._refusals.note(error)
            self._threads.discard(thread)
            self._roster.leave(connection)
            connection.release()

    def _attend(self, connection: ServedConnection) -> None:
        try:
            self._serve(connection)
        finally:
            self._roster.leave(connection)
            connection.close()
            connection.release()
            with suppress(KeyError):
                self._threads.remove(threading.current_thread())
