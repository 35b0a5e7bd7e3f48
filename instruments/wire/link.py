"""One connection of one thread to one port of an instrument server."""

import ssl
from typing import Any

from Pyro5 import errors
from Pyro5.callcontext import current_context
from Pyro5.client import Proxy
from Pyro5.core import URI

from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.wire.client_connection import open_connection
from fractoscope.instruments.wire.dialect import PIXELS_KEY, require_loopback, speak_dialect
from fractoscope.instruments.wire.why_lost import why_lost


class Link:
    """A Pyro5 proxy whose every failure is a `ConnectionLost`.

    Parameters
    ----------
    uri
        Of the object to talk to.
    timeout
        Seconds to wait for an answer.
    tls
        Makes the sockets, or None for a server without TLS on this machine.

    Raises
    ------
    SemError
        If the URI is not on this machine and there is no TLS.
    """

    def __init__(self, uri: str, timeout: float, tls: ssl.SSLContext | None = None) -> None:
        speak_dialect()
        try:
            target = URI(uri)
        except errors.PyroError as error:
            raise ConnectionLost(address=uri, reason=f"this is no address of a server: {error}") from error
        if tls is None or target.host is None:
            require_loopback(str(target.host))
        self._address = str(target.location)
        self._timeout = timeout
        self._tls = tls
        self._target = target
        self._proxy = Proxy(target)
        self._proxy._pyroSerializer = "serpent"
        self._proxy._pyroMaxRetries = 0

    def call(self, method: str, *arguments: object, patience: float = 0.0) -> Any:
        """Call a method of the server.

        Parameters
        ----------
        method, arguments
            Plain values only.
        patience
            Seconds to wait on top of the timeout, for a call that is known to take long.

        Raises
        ------
        ConnectionLost
            If the server is not there, goes away or answers late. What the call did is then unknown.
        SemError
            Whatever the server raised.
        """
        try:
            self._connect()
            self._proxy._pyroTimeout = self._timeout + patience
            return self._proxy._pyroInvoke(method, arguments, {})
        except errors.TimeoutError as error:
            raise ConnectionLost(address=self._address, reason=f"no answer within {self._timeout + patience:g} s") from error
        except (errors.PyroError, OSError) as error:
            self.close()
            raise ConnectionLost(address=self._address, reason=why_lost(error)) from error

    def keep_open(self) -> None:
        """Make the connection to a stop port if it does not stand, and have the server answer over it; the microscope is not asked.

        Raises
        ------
        ConnectionLost
            If no server answers there.
        """
        self.call("reach")

    @property
    def is_open(self) -> bool:
        """True while a connection stands, as far as this side knows."""
        return self._proxy._pyroConnection is not None

    def chunk(self) -> memoryview:
        """Return the pixels that came with the last answer; valid until the next call."""
        return memoryview(current_context.response_annotations.get(PIXELS_KEY, b""))

    def close(self) -> None:
        """Close the connection; the next call opens it again."""
        self._proxy._pyroClaimOwnership()
        self._proxy._pyroRelease()

    def _connect(self) -> None:
        if self._proxy._pyroConnection is None:
            # Not the proxy's own way, which knows one certificate a process and decodes a greeting in whatever serialiser it names.
            self._proxy._pyroConnection = open_connection(self._target, self._timeout, self._tls)


def is_late(error: ConnectionLost) -> bool:
    """Return True if the server was there and did not answer in time, False if the connection broke or never stood."""
    return isinstance(error.__cause__, errors.TimeoutError)
