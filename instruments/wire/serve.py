"""Serving until told to end."""

import threading
from pathlib import Path

from fractoscope.instruments.protocols import Microscope
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
    ended: threading.Event | None = None,
) -> None:
    """Serve a microscope, and return when `ended` is set or the keyboard interrupts.

    Parameters
    ----------
    microscope, host, port, stop_port, uri_file
        As for `SemServer`.
    ended
        Set by whoever wants the server to end; None for the keyboard only.

    Raises
    ------
    SemError
        If the server cannot start.
    """
    ended = ended or threading.Event()
    with SemServer(microscope, host=host, port=port, stop_port=stop_port, uri_file=uri_file):
        try:
            while not ended.wait(HEARTBEAT):
                pass
        except KeyboardInterrupt:
            return
