"""Looks at the head of every answer before any of it is received or parsed: a server is trusted no more than a client."""

import struct
from collections.abc import Callable

from Pyro5.errors import ProtocolError
from Pyro5.protocol import FLAGS_COMPRESSED
from Pyro5.serializers import SerpentSerializer
from Pyro5.socketutil import SocketConnection

from fractoscope.instruments.wire.dialect import CHUNK

LONGEST_ANSWER = CHUNK + (1 << 20)
"""Bytes of the longest answer: one chunk of pixels with the metadata of its frame."""

_REST_OF_HEADER = struct.Struct("!BBHHII16sHH")
"""Pyro5's header after its first six bytes: type, serialiser, flags, sequence, data length, annotation length, and so on."""


def guard_answers(connection: SocketConnection) -> None:
    """Have a client's connection refuse answers of another serialiser, compressed ones, and gigabytes; it is closed then."""
    receive: Callable[[int], bytes] = connection.recv

    def receive_guarded(size: int) -> bytes:
        data = receive(size)
        if size == _REST_OF_HEADER.size:
            _require_harmless(data)
        return data

    connection.recv = receive_guarded


def _require_harmless(header: bytes) -> None:
    _, serializer, flags, _, data_size, annotations_size, *_ = _REST_OF_HEADER.unpack(header)
    if serializer != SerpentSerializer.serializer_id:
        raise ProtocolError(f"an answer in serializer {serializer} refused: only serpent is spoken here")
    if flags & FLAGS_COMPRESSED:
        raise ProtocolError("a compressed answer refused")
    if data_size + annotations_size > LONGEST_ANSWER:
        raise ProtocolError(f"an answer of {data_size + annotations_size} bytes refused, {LONGEST_ANSWER} are allowed")
