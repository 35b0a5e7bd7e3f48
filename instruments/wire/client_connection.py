"""The client's end of one connection."""

import socket
import ssl
from contextlib import suppress
from typing import Any

from Pyro5.core import URI
from Pyro5.errors import CommunicationError, ConnectionClosedError
from Pyro5.protocol import MSG_CONNECT, MSG_CONNECTFAIL, MSG_CONNECTOK, SendingMessage, recv_stub
from Pyro5.serializers import SerpentSerializer
from Pyro5.socketutil import SocketConnection, set_keepalive, set_nodelay

from fractoscope.instruments.wire.answer_guard import guard_answers
from fractoscope.instruments.wire.chunk_receiver import reuse_buffer
from fractoscope.instruments.wire.dialect import VERSION

_serpent = SerpentSerializer()


def open_connection(target: URI, timeout: float, tls: ssl.SSLContext | None) -> SocketConnection:
    """Connect, shake hands, and return a connection that a `Proxy` can use.

    Parameters
    ----------
    target
        Host, port and object.
    timeout
        Seconds for each step.
    tls
        Makes the socket and checks the host's name against the server's certificate; None for plain text.

    Raises
    ------
    OSError, Pyro5.errors.PyroError
        If nobody is there, or one side does not accept the other.
    """
    plug = socket.create_connection((target.host, target.port), timeout)
    try:
        set_nodelay(plug)
        set_keepalive(plug)
        if tls is not None:
            plug = tls.wrap_socket(plug, server_hostname=target.host)
        connection = SocketConnection(plug, target.object)
        guard_answers(connection)
        reuse_buffer(connection)
        _greet(connection, target.object)
    except ConnectionClosedError as error:
        plug.close()
        if tls is not None:
            raise
        raise CommunicationError(f"{error}: closed before it greeted; if it asks for certificates, give --tls") from error
    except BaseException:
        with suppress(OSError):
            plug.close()
        raise
    return connection


def _greet(connection: SocketConnection, object_id: str) -> None:
    greeting = _serpent.dumps({"handshake": {"fractoscope": VERSION}, "object": object_id})
    connection.send(SendingMessage(MSG_CONNECT, 0, 0, SerpentSerializer.serializer_id, greeting).data)
    answer = recv_stub(connection, [MSG_CONNECTOK, MSG_CONNECTFAIL])
    said: Any = _serpent.loads(answer.data)
    if answer.type == MSG_CONNECTFAIL:
        raise CommunicationError(str(said))
    said = said.get("handshake") if isinstance(said, dict) else None
    if not isinstance(said, dict) or said.get("fractoscope") != VERSION:
        raise CommunicationError(f"no version {VERSION} of the wire is spoken there; install the same release on both sides")
