"""The console behind its real web server, on a port of this process."""

import json
import socket
import threading
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

from fractoscope.agent.console.access.sign_in import COOKIE
from fractoscope.agent.console.serve_console import ConsoleSettings, make_server
from tests.agent.console.rig import Console

PATIENCE = 20.0


class Served:
    """A console that listens."""

    def __init__(self, console: Console, port: int) -> None:
        self.console = console
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"
        self.cookie = console.sign_in.by_key(console.sign_in.launch_key)

    def socket(self, session: str, after: int = 0, cookie: str | None = None, origin: str | None = None) -> ClientConnection:
        """Open a socket as a page does."""
        return connect(
            f"ws://127.0.0.1:{self.port}/api/sessions/{session}/live?after={after}",
            origin=origin or self.origin,
            additional_headers={"cookie": f"{COOKIE}={cookie or self.cookie}"},
            max_size=None,
            close_timeout=1.0,
        )


def told(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """Return the next message of a kind."""
    while True:
        message = json.loads(socket.recv(timeout=PATIENCE))
        if message["kind"] == kind:
            return message


def numbers(socket: ClientConnection, last: int) -> list[int]:
    """Return the numbers of the entries that a socket tells, up to the last one awaited."""
    found: list[int] = []
    while not found or found[-1] < last:
        found += [entry["number"] for entry in told(socket, "entries")["entries"]]
    return found


@contextmanager
def serve(console: Console):
    """Serve until the end of a `with` statement."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        server = make_server(console.desks, console.sign_in, ConsoleSettings(port=port))
        thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
        thread.start()
        try:
            yield Served(console, port)
        finally:
            server.should_exit = True
            thread.join()
