"""Replies that a rehearsed fault holds back or cuts off, at the socket."""

import threading
from collections.abc import Callable

from Pyro5.errors import ConnectionClosedError
from Pyro5.socketutil import SocketConnection

from fractoscope.instruments.protocols import Disturbance, Port


def disturb_replies(connection: SocketConnection, disturbance: Disturbance, port: Port, ended: threading.Event) -> None:
    """Have a server's connection ask before each reply whether it goes out, when, or whether the connection is closed in its place.

    What was asked has been carried out by then: the client cannot tell, which is what makes a lost reply worse than a lost request.

    Parameters
    ----------
    connection
        Of one client.
    disturbance, port
        Who decides, and for which port.
    ended
        Set when the server ends, so that nothing is held back any longer.
    """
    send: Callable[[bytes], None] = connection.send

    def send_disturbed(data: bytes) -> None:
        delay = disturbance.reply_delay(port)
        if delay:
            # No longer than a thread can be told to wait for; nobody waits for a reply as long as that.
            ended.wait(min(delay, threading.TIMEOUT_MAX))
        if delay is None or disturbance.reply_delay(port) is None:
            connection.close()
            raise ConnectionClosedError("cut off by a rehearsed fault")
        send(data)

    connection.send = send_disturbed
