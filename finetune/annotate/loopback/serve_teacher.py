"""Running a loopback teacher."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from fastapi import FastAPI

from fractoscope.instruments.errors import Busy

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"


def serve_teacher(application: FastAPI, port: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C, on this computer only.

    Parameters
    ----------
    application
        The teacher.
    port
        To listen on; 0 takes a free one.
    ready
        Told the base URL once the port listens.

    Raises
    ------
    Busy
        If the port is taken.
    """
    try:
        listener = socket.create_server((HOST, port))
    except OSError as error:
        raise Busy(operation=f"port {port} ({error}), so give another --port, or 0 for a free one") from error
    with listener:
        ready(f"http://{HOST}:{listener.getsockname()[1]}/v1")
        _server(application).run(sockets=[listener])


@contextmanager
def teacher_beside(application: FastAPI) -> Iterator[str]:
    """Serve in a thread of this process on a free port; yield the base URL."""
    with socket.create_server((HOST, 0)) as listener:
        server = _server(application)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{listener.getsockname()[1]}/v1"
        finally:
            server.should_exit = True
            thread.join()


def _server(application: FastAPI) -> "uvicorn.Server":
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(application, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2, ws="none")
    )
