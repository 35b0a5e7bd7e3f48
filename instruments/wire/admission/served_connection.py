"""The server's end of one connection."""

import os
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from Pyro5.socketutil import set_keepalive, set_nodelay

from fractoscope.instruments.wire.admission.activity import Activity

if TYPE_CHECKING:
    from fractoscope.instruments.wire.tls import Identity

FAREWELL = 1 << 16
"""Bytes that are still read from a client that is refused: closing a port with bytes unread resets the connection, and the reason that
was sent is lost with it."""


class ServedConnection:
    """A socket that says what it is doing, so that others can tell whether it may be closed.

    One thread serves it; any other may look at `doing` and `close` it.

    Parameters
    ----------
    plug
        As accepted.
    now
        Seconds that never run backwards.

    Attributes
    ----------
    identity
        Who the client's certificate says it is, None without TLS.
    attached
        Key and bytes that go out with the next answer, or None.
    """

    def __init__(self, plug: socket.socket, now: Callable[[], float]) -> None:
        set_nodelay(plug)
        set_keepalive(plug)
        self._plug = plug
        self._now = now
        self.identity: Identity | None = None
        self.attached: tuple[str, memoryview] | None = None
        self.doing: tuple[Activity, float] = (Activity.ENTERING, now())
        self._closed = False

    def turn_to(self, activity: Activity) -> None:
        """Say what is done from now on."""
        self.doing = (activity, self._now())

    def secure(self, context: ssl.SSLContext) -> ssl.SSLSocket:
        """Shake hands as a TLS server and go on encrypted; raise `OSError` if the client is refused or goes away."""
        # Without the handshake, so that whoever closes this connection meanwhile finds the socket that is in use.
        self._plug = plug = context.wrap_socket(self._plug, server_side=True, do_handshake_on_connect=False)
        if self._closed:  # while the socket changed hands
            raise ConnectionAbortedError("closed before the handshake")
        plug.do_handshake()
        return plug

    def receive(self, size: int) -> bytes:
        """Return so many bytes; raise `EOFError` if the client goes away before."""
        data = bytearray(size)
        self._fill(memoryview(data))
        return bytes(data)

    def receive_head(self, size: int) -> bytes:
        """Wait for the first byte of a request as long as it takes, and return its first `size` bytes."""
        self.turn_to(Activity.IDLE)
        data = bytearray(size)
        self._fill(memoryview(data)[:1])
        self.turn_to(Activity.RECEIVING)
        self._fill(memoryview(data)[1:])
        return bytes(data)

    def send(self, *parts: bytes | memoryview) -> None:
        """Send all parts."""
        for part in parts:
            self._plug.sendall(part)

    def part(self) -> None:
        """Say that nothing more comes, and let the client read why."""
        with suppress(OSError, EOFError):
            socket.socket.shutdown(self._plug, socket.SHUT_WR)
            left = FAREWELL
            while left > 0 and (data := socket.socket.recv(self._plug, left)):
                left -= len(data)

    def close(self) -> None:
        """End the connection, from any thread; whoever blocks on it is woken."""
        self._closed = True
        with suppress(OSError):
            # The plain socket's own: an SSL socket's would first make the thread that reads go on in plain text.
            socket.socket.shutdown(self._plug, socket.SHUT_RDWR)
        if os.name == "nt":  # where a shutdown wakes nobody; elsewhere another thread could meanwhile get the same descriptor
            self.release()

    def release(self) -> None:
        """Give the socket back; the thread that serves it does so last."""
        with suppress(OSError):
            self._plug.close()

    def _fill(self, view: memoryview) -> None:
        while view:
            count = self._plug.recv_into(view)
            if count == 0:
                raise EOFError("the client went away")
            view = view[count:]
