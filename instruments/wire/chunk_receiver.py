"""Receives large messages into one buffer that is used again and again."""

import socket
from collections.abc import Callable

from Pyro5.errors import ConnectionClosedError, TimeoutError
from Pyro5.socketutil import SocketConnection

SMALL = 1 << 16
"""Bytes up to which Pyro5's own way of receiving is as fast."""


def reuse_buffer(connection: SocketConnection) -> None:
    """Have a client's connection receive large messages into a buffer of its own, in place of fresh memory each time.

    Pyro5 receives at most 60 kB at a time into a growing bytearray once a timeout is set. A message received here is valid until the
    next one; whoever keeps the pixels copies them at once.
    """
    receive_small: Callable[[int], bytes] = connection.recv
    plug: socket.socket = connection.sock
    buffer = bytearray()

    def receive(size: int) -> bytes | memoryview:
        if size <= SMALL:
            return receive_small(size)
        if len(buffer) < size:
            buffer.extend(bytes(size - len(buffer)))
        view = memoryview(buffer)[:size]
        _fill(plug, view)
        return view

    connection.recv = receive


def _fill(plug: socket.socket, view: memoryview) -> None:
    received = 0
    try:
        while received < len(view):
            count = plug.recv_into(view[received:])
            if count == 0:
                raise ConnectionClosedError("receiving: not enough data")
            received += count
    except TimeoutError:
        raise
    except OSError as error:
        if isinstance(error, socket.timeout):
            raise TimeoutError("receiving: timeout") from error
        raise ConnectionClosedError(f"receiving: connection lost: {error}") from error
