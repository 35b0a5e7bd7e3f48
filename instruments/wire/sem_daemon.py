"""A Pyro5 daemon that speaks serpent only, checks the version of who connects, and closes completely."""

import socket
import sys
import threading
from typing import Any

from Pyro5 import config
from Pyro5.server import Daemon
from Pyro5.socketutil import SocketConnection

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.protocols import Disturbance
from fractoscope.instruments.wire.calls import Calls
from fractoscope.instruments.wire.dialect import STOP_OBJECT, VERSION, require_loopback, speak_dialect
from fractoscope.instruments.wire.disturbed_replies import disturb_replies
from fractoscope.instruments.wire.message_guard import guard_messages
from fractoscope.instruments.wire.pixel_sender import send_attached


class SemDaemon(Daemon):  # type: ignore[misc]  # Pyro5 has no type hints
    """One port with one object and a request loop in a thread of its own.

    Parameters
    ----------
    service
        The one instance that all connections share.
    object_id
        Its name in the URI.
    host, port
        Where to listen; port 0 takes a free one.
    calls
        Where requests are counted, or None.
    disturbance
        Rehearsed faults of the link, or None.

    Raises
    ------
    SemError
        If the host is not this machine, or the port is taken.
    """

    def __init__(
        self, service: object, object_id: str, host: str, port: int, calls: Calls | None = None, disturbance: Disturbance | None = None
    ) -> None:
        require_loopback(host)
        speak_dialect()
        # On Windows this option would let two servers share a port without a word.
        config.SOCK_REUSE = sys.platform != "win32"
        self.calls = calls or Calls()
        self._object_id = object_id
        self._disturbance = disturbance
        self._ended = threading.Event()
        self._connections: set[SocketConnection] = set()
        try:
            _try_port(host, port)
            super().__init__(host=host, port=port)
        except OSError as error:
            raise SemError(reason=f"port {port} of {host} cannot be opened ({error}); choose another port, or 0 for a free one") from error
        self.uri = str(self.register(service, object_id))
        self._loop = threading.Thread(target=self.requestLoop, name=f"{object_id}-loop", daemon=True)
        self._loop.start()

    def handleRequest(self, conn: SocketConnection) -> None:  # noqa: N802 - Pyro5's name
        """Serve one request, and count it."""
        self.calls.note()
        super().handleRequest(conn)

    def validateHandshake(self, conn: SocketConnection, data: Any) -> dict[str, int]:  # noqa: N802 - Pyro5's name
        """Accept a client of this version and remember its connection."""
        if not isinstance(data, dict) or data.get("fractoscope") != VERSION:
            raise SemError(reason=f"the server speaks version {VERSION} of the wire; install the same release of fractoscope on both sides")
        self._connections.add(conn)
        return {"fractoscope": VERSION}

    def clientDisconnect(self, conn: SocketConnection) -> None:  # noqa: N802 - Pyro5's name
        """Forget a connection."""
        self._connections.discard(conn)

    def _sendExceptionResponse(  # noqa: N802 - Pyro5's name
        self, connection: SocketConnection, seq: int, serializer_id: int, exc_value: BaseException, *rest: Any, **more: Any
    ) -> None:
        # What Pyro5 refuses by itself, such as a method that is not on offer, never reaches the edge of the service.
        if not isinstance(exc_value, SemError):
            exc_value = SemError(reason=f"the request is not understood: {exc_value}; check it against the protocol")
        super()._sendExceptionResponse(connection, seq, serializer_id, exc_value, *rest, **more)

    def end(self) -> None:
        """Close the port and all connections, and wait for the loop."""
        self._ended.set()
        # Before the shutdown, which waits a while for every worker thread that still serves a connection; and after it, for late comers.
        self._close_connections()
        self.shutdown()
        self._close_connections()
        self._loop.join()

    def _close_connections(self) -> None:
        for connection in list(self._connections):
            connection.close()

    def _handshake(self, conn: SocketConnection, denied_reason: str | None = None) -> bool:
        guard_messages(conn)
        send_attached(conn)
        if self._disturbance is not None:
            disturb_replies(conn, self._disturbance, "stop" if self._object_id == STOP_OBJECT else "sem", self._ended)
        return bool(super()._handshake(conn, denied_reason))


def _try_port(host: str, port: int) -> None:
    """Raise `OSError` if the port cannot be had; Pyro5 would leave its socket open then."""
    socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
