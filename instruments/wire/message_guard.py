"""Looks at the head of every message before any of it is parsed."""

import struct
from collections.abc import Callable

from Pyro5.errors import ProtocolError
from Pyro5.protocol import FLAGS_KEEPSERIALIZED, MSG_CONNECT, MSG_INVOKE, MSG_PING
from Pyro5.serializers import SerpentSerializer
from Pyro5.socketutil import SocketConnection

LONGEST_REQUEST = 1 << 20
"""Bytes of the longest request: requests hold control values only, some hundred bytes each."""

_REST_OF_HEADER = struct.Struct("!BBHHII16sHH")
"""Pyro5's header after its first six bytes: type, serialiser, flags, sequence, data length, annotation length, and so on."""


def guard_messages(connection: SocketConnection) -> None:
    """Have a server's connection refuse what could be anything but a serpent request of moderate size.

    Pyro5 would otherwise also decode marshal (through its own serialiser or its blob annotation) for whoever asks; a refused
    connection is closed.
    """
    receive: Callable[[int], bytes] = connection.recv

    def receive_guarded(size: int) -> bytes:
        data = receive(size)
        if size == _REST_OF_HEADER.size:
            _require_harmless(data)
        return data

    connection.recv = receive_guarded


def _require_harmless(header: bytes) -> None:
    kind, serializer, flags, _, data_size, annotations_size, *_ = _REST_OF_HEADER.unpack(header)
    if kind not in (MSG_CONNECT, MSG_INVOKE, MSG_PING):
        raise ProtocolError(f"message type {kind} refused")
    if kind != MSG_PING and serializer != SerpentSerializer.serializer_id:
        raise ProtocolError(f"serializer {serializer} refused: only serpent is spoken here")
    if flags & FLAGS_KEEPSERIALIZED:
        raise ProtocolError("serialized blobs refused")
    if data_size + annotations_size > LONGEST_REQUEST:
        raise ProtocolError(f"request of {data_size + annotations_size} bytes refused, {LONGEST_REQUEST} are allowed")
