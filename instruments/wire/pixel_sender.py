"""Sends pixels from where they lie, as an annotation of the answer that follows."""

import struct
from collections.abc import Callable

from Pyro5.callcontext import current_context
from Pyro5.socketutil import SocketConnection, set_nodelay

_HEADER_SIZE = 40
_ANNOTATIONS_SIZE = slice(16, 20)
"""Where Pyro5's header holds the length of the annotations."""

_TAG = struct.Struct("!4sI")


def attach_pixels(key: str, pixels: memoryview | None) -> None:
    """Have the answer to the present remote call carry these bytes as its annotation `key`; None takes them back.

    Pyro5's own `response_annotations` would join header, pixels and answer three times over, each time with the interpreter lock held,
    which is what delays a stop in another thread. The bytes on the wire are the same.
    """
    connection = current_context.client
    if connection is not None:
        connection.attached = None if pixels is None else (key, pixels)


def send_attached(connection: SocketConnection) -> None:
    """Prepare a server's connection for `attach_pixels`."""
    send: Callable[[bytes], None] = connection.send
    connection.attached = None
    # The last part of a message is short; without this option it would wait for the client's delayed acknowledgement.
    set_nodelay(connection.sock)

    def send_with_pixels(data: bytes) -> None:
        attached, connection.attached = connection.attached, None
        if attached is None:
            send(data)
            return
        key, pixels = attached
        header = bytearray(data[:_HEADER_SIZE])
        others = int.from_bytes(header[_ANNOTATIONS_SIZE], "big")
        header[_ANNOTATIONS_SIZE] = (others + _TAG.size + len(pixels)).to_bytes(4, "big")
        send(bytes(header) + _TAG.pack(key.encode("ascii"), len(pixels)))
        send(pixels)
        send(data[_HEADER_SIZE:])

    connection.send = send_with_pixels
