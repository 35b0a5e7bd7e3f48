"""Replies that a rehearsed fault holds back or cuts off, at the socket."""

import threading
from collections.abc import Callable

from fractoscope.instruments.protocols import Disturbance, Port
from fractoscope.instruments.wire.admission import ServedConnection


def disturb_replies(connection: ServedConnection, disturbance: Disturbance, port: Port, ended: threading.Event) -> None:
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
    send: Callable[..., None] = connection.send

    def send_disturbed(*parts: bytes | memoryview) -> None:
        delay = disturbance.reply_delay(port)
        if delay:
            # No longer than a thread can be told to wait for; nobody waits for a reply as long as that.
            ended.wait(min(delay, threading.TIMEOUT_MAX))
        if delay is None or disturbance.reply_delay(port) is None:
            connection.close()
            raise EOFError("cut off by a rehearsed fault")
        send(*parts)

    connection.send = send_disturbed  # type: ignore[method-assign]  # this connection's own, not the class's
