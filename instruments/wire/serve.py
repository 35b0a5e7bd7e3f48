"""Serving until told to end."""

import threading
from collections.abc import Callable
from pathlib import Path

from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.protocols import Clock, Disturbance, Microscope
from fractoscope.instruments.wire.idle_watch import IdleWatch
from fractoscope.instruments.wire.sem_server import SemServer

HEARTBEAT = 0.5
"""Seconds between two looks for an interrupt: on Windows a wait without end cannot be interrupted from the keyboard."""


def serve(
    microscope: Microscope,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    stop_port: int = 0,
    uri_file: Path | None = None,
    tls: Path | None = None,
    ended: threading.Event | None = None,
    end_when_idle: float | None = None,
    clock: Clock | None = None,
    ready: Callable[[], None] = lambda: None,
    disturbance: Disturbance | None = None,
) -> None:
    """Serve a microscope, and return when `ended` is set, the keyboard interrupts, or nobody needs the server any more.

    Parameters
    ----------
    microscope, host, port, stop_port, uri_file, tls, disturbance
        As for `SemServer`.
    ended
        Set by whoever wants the server to end; None for the keyboard only.
    end_when_idle
        Seconds without a call and without a lease after which the server ends by itself; None for never.
    clock
        Measures them; real time unless a test says otherwise.
    ready
        Called once both ports listen.

    Raises
    ------
    SemError
        If the server cannot start.
    """
    ended = ended or threading.Event()
    with SemServer(microscope, host=host, port=port, stop_port=stop_port, uri_file=uri_file, tls=tls, disturbance=disturbance) as server:
        idle = None if end_when_idle is None else IdleWatch(microscope, server.calls, end_when_idle, clock or SystemClock())
        ready()
        try:
            while not ended.wait(HEARTBEAT):
                if idle is not None and idle.over():
                    return
        except KeyboardInterrupt:
            return
