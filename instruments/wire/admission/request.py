"""Requests in Pyro5's protocol, each looked at from outside before any of it is decoded."""

import struct
import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import serpent
from Pyro5.errors import ProtocolError
from Pyro5.protocol import FLAGS_CORR_ID, MSG_CONNECT, MSG_INVOKE, PROTOCOL_VERSION
from Pyro5.serializers import SerpentSerializer

from fractoscope.instruments.wire.admission.literal_check import require_plain_literal

HEADER = struct.Struct("!4sHBBHHII16sHH")
"""Pyro5's header: tag, version, type, serializer, flags, sequence, length of the data, length of the annotations, correlation id,
reserved, magic number."""

MAGIC = 0x4DC5

LONGEST = {MSG_CONNECT: 1 << 12, MSG_INVOKE: 1 << 18}
"""Bytes of the longest request of each type: the greeting has about a hundred, an action some hundred, a plan of 1,000 moves 124,000."""

FEW_TOKENS = 4096
"""Parts up to which requests are parsed as they come, for about 2 MB each; larger ones one at a time, for up to 40 MB."""

_large = threading.Lock()


@dataclass(frozen=True)
class Request:
    """What a client sent, as plain values.

    Attributes
    ----------
    sequence, correlation
        To be sent back with the answer.
    content
        Dicts, lists, tuples, texts and numbers; no class is built from what a client sends.
    """

    sequence: int
    correlation: bytes
    content: Any


def read_request(kind: int, receive_head: Callable[[int], bytes], receive: Callable[[int], bytes]) -> Request:
    """Return the next request, which must be of this type.

    Parameters
    ----------
    kind
        `MSG_CONNECT` or `MSG_INVOKE`.
    receive_head, receive
        Return so many bytes; the header comes through the first.

    Raises
    ------
    ProtocolError
        If it is anything but a serpent request of moderate size: another serializer (marshal decodes what can crash), serialized blobs,
        compressed, batched or one-way calls, annotations, or a text that is too deep or too long. Nothing is allocated for what the
        header only announces.
    """
    sequence, correlation, size = open_header(kind, receive_head(HEADER.size))
    data = receive(size)
    tokens = require_plain_literal(data)
    try:
        with _large if tokens > FEW_TOKENS else nullcontext():
            content = serpent.loads(data)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ProtocolError(f"a literal that cannot be read refused ({type(error).__name__})") from error
    return Request(sequence, correlation, content)


def open_header(kind: int, header: bytes) -> tuple[int, bytes, int]:
    """Return sequence, correlation id and length of the data; raise `ProtocolError` as `read_request` does."""
    tag, version, found, serializer, flags, sequence, size, annotations, correlation, _, magic = HEADER.unpack(header)
    if (tag, version, magic) != (b"PYRO", PROTOCOL_VERSION, MAGIC):
        raise ProtocolError(f"this is no message of Pyro's protocol {PROTOCOL_VERSION}")
    if found != kind:
        raise ProtocolError(f"message of type {found} refused where type {kind} is due")
    if serializer != SerpentSerializer.serializer_id:
        raise ProtocolError(f"serializer {serializer} refused: only serpent is spoken here")
    if flags & ~FLAGS_CORR_ID:
        raise ProtocolError(f"flags {flags:#x} refused: no blobs, no compression, no batches, no one-way calls")
    if annotations:
        raise ProtocolError(f"{annotations} bytes of annotations refused: requests have none")
    if size > LONGEST[kind]:
        raise ProtocolError(f"request of {size} bytes refused, {LONGEST[kind]} are allowed")
    return sequence, correlation, size
