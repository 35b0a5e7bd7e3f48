"""One port that offers one object in Pyro5's protocol: serpent only, one version, closed completely."""

import logging
import ssl
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from Pyro5.callcontext import current_context
from Pyro5.errors import ProtocolError
from Pyro5.protocol import MSG_CONNECT, MSG_CONNECTFAIL, MSG_CONNECTOK, MSG_INVOKE, MSG_RESULT

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.protocols import Disturbance
from fractoscope.instruments.wire.admission import Listener, Roster, ServedConnection
from fractoscope.instruments.wire.admission.activity import Activity
from fractoscope.instruments.wire.admission.refusal_log import RefusalLog
from fractoscope.instruments.wire.admission.request import Request, read_request
from fractoscope.instruments.wire.answer import send_answer
from fractoscope.instruments.wire.calls import Calls
from fractoscope.instruments.wire.dialect import STOP_OBJECT, VERSION, require_loopback, speak_dialect
from fractoscope.instruments.wire.disturbed_replies import disturb_replies
from fractoscope.instruments.wire.tls import Identity

log = logging.getLogger(__name__)


class SemDaemon:
    """Serves from construction until `end`, each connection in a thread of its own.

    Pyro5's own daemon takes connections from a pool of 80 workers, keeps one SSL context a process, and decodes with whatever serialiser
    the client names; see decision 7. What is spoken here is the part of its protocol that the two services need.

    Parameters
    ----------
    service
        The one instance that all connections share; its public methods are offered.
    object_id
        Its name in the URI.
    host, port
        Where to listen; port 0 takes a free one.
    calls
        Where requests are counted, or None.
    tls
        How to prove who is who, or None, for loopback addresses only.
    told_as
        Name of the host in the URI, if it is not `host`.
    disturbance
        Rehearsed faults of the link, or None.

    Raises
    ------
    SemError
        If the host is not this machine and there is no TLS, or the port is taken.
    """

    def __init__(
        self,
        service: object,
        object_id: str,
        host: str,
        port: int,
        calls: Calls | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        told_as: str | None = None,
        disturbance: Disturbance | None = None,
    ) -> None:
        if tls is None:
            require_loopback(host)
        speak_dialect()
        self.calls = calls or Calls()
        self._object_id = object_id
        self._methods = _methods_of(service)
        self._tls = tls
        self._disturbance = disturbance
        self._ended = threading.Event()
        self._connections = Roster(time.monotonic)
        self._refusals = RefusalLog(log, object_id, time.monotonic)
        try:
            self._listener = Listener(host, port, self._connections, self._serve, object_id)
        except OSError as error:
            raise SemError(reason=f"port {port} of {host} cannot be opened ({error}); choose another port, or 0 for a free one") from error
        told = told_as or host
        self.uri = f"PYRO:{object_id}@{f'[{told}]' if ':' in told else told}:{self._listener.port}"

    def end(self) -> None:
        """Close the port and all connections."""
        self._ended.set()
        self._listener.end()

    def _serve(self, connection: ServedConnection) -> None:
        try:
            if self._tls is not None:
                connection.identity = Identity.of_peer(connection.secure(self._tls))
            if self._disturbance is not None:
                disturb_replies(connection, self._disturbance, "stop" if self._object_id == STOP_OBJECT else "sem", self._ended)
            if not self._greet(connection):
                connection.part()
                return
            while True:
                self._answer_next(connection)
        except ssl.SSLEOFError as error:
            log.debug("a connection to %s ended: %s", self._object_id, error)
        except ssl.SSLError as error:
            self._refusals.note(error)
            connection.part()  # so that what OpenSSL tells the client arrives
        except (OSError, EOFError) as error:
            log.debug("a connection to %s ended: %s", self._object_id, error)
        except (ProtocolError, SemError) as error:
            self._refusals.note(error)
        except Exception:
            log.exception("a connection to %s failed", self._object_id)

    def _greet(self, connection: ServedConnection) -> bool:
        """Accept a client of this version."""
        request = read_request(MSG_CONNECT, connection.receive, connection.receive)
        said, wanted = _greeting(request.content)
        if not isinstance(said, dict) or said.get("fractoscope") != VERSION:
            reason = f"the server speaks version {VERSION} of the wire; install the same release of fractoscope on both sides"
            send_answer(connection, MSG_CONNECTFAIL, request, reason)
            return False
        if wanted != self._object_id:
            send_answer(connection, MSG_CONNECTFAIL, request, f"there is no object of this name here, only {self._object_id}")
            return False
        offered = {"methods": sorted(self._methods), "oneway": [], "attrs": []}
        send_answer(connection, MSG_CONNECTOK, request, {"handshake": {"fractoscope": VERSION}, "meta": offered})
        return True

    def _answer_next(self, connection: ServedConnection) -> None:
        request = read_request(MSG_INVOKE, connection.receive_head, connection.receive)
        connection.turn_to(Activity.WORKING)
        self.calls.note()
        current_context.client = connection
        try:
            content, failed = self._call(request), False
        except SemError as error:
            vars(error)["_pyroTraceback"] = traceback.format_exception(error)  # where Pyro5 keeps the traceback of the other side
            content, failed = error, True
        finally:
            current_context.client = None
        connection.turn_to(Activity.ANSWERING)
        send_answer(connection, MSG_RESULT, request, content, failed=failed)

    def _call(self, request: Request) -> Any:
        match request.content:
            case (self._object_id, str(name), list() | tuple() as arguments, dict() as named) if name in self._methods and not named:
                method = self._methods[name]
            case _:
                raise SemError(reason="the request is not understood: no such object and method here; check it against the protocol")
        try:
            return method(*arguments)
        except TypeError as error:
            raise SemError(reason=f"the request is not understood: {error}; check it against the protocol") from error


def _methods_of(service: object) -> dict[str, Callable[..., Any]]:
    names = (name for name in dir(service) if not name.startswith("_"))
    return {name: method for name in names if callable(method := getattr(service, name))}


def _greeting(content: Any) -> tuple[Any, Any]:
    return (content.get("handshake"), content.get("object")) if isinstance(content, dict) else (None, None)
