"""Running the console until told to end."""

import getpass
import socket
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fractoscope.agent.console.access import SignIn, Users
from fractoscope.agent.console.application import make_application
from fractoscope.agent.console.console_error import ConsoleError
from fractoscope.agent.console.session_desks import SessionDesks
from fractoscope.instruments.clocks import SystemClock

if TYPE_CHECKING:
    import uvicorn

TURN = 0.5e-3
"""Seconds after which a thread lets others have the interpreter: a stop needs it some ten times, while another thread may be drawing a map.
Python's own 5 ms would come to 50 ms."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class ConsoleSettings:
    """Where the console listens, and to whom.

    Attributes
    ----------
    host, port
        Address; port 0 takes a free one.
    certificate, key
        PEM files for TLS, or None on this computer only.
    users
        File of users, or None for this computer's user only.
    instrument_tls
        Folder with an operator's certificate for the instrument server, where that one asks for it.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    certificate: Path | None = None
    key: Path | None = None
    users: Path | None = None
    instrument_tls: Path | None = None

    def require_safe(self) -> None:
        """Refuse to be reached from elsewhere without TLS and sign-in.

        Raises
        ------
        ConsoleError
            With the way out.
        """
        if (self.certificate is None) != (self.key is None):
            raise ConsoleError("--certificate and --key belong together; give both")
        for path in (self.certificate, self.key, self.users):
            if path is not None and not path.is_file():
                raise ConsoleError(f"{path} is not there; give a file")
        if self.certificate is not None and self.key is not None:
            _require_pair(self.certificate, self.key)
        if self.host not in _LOOPBACK and (self.certificate is None or self.users is None):
            raise ConsoleError(
                f"--host {self.host} lets other computers in: that takes --certificate and --key (TLS) and --users (sign-in);"
                " without --host the console stays on this computer"
            )


def serve_console(root: Path, settings: ConsoleSettings, ready: Callable[[str], None]) -> None:
    """Serve sessions until Ctrl-C.

    Parameters
    ----------
    root
        A session's folder, or a folder of sessions.
    settings
        Where to listen.
    ready
        Told the address to open, once the port listens; without a file of users it carries a key, which is for this computer's user only.

    Raises
    ------
    ConsoleError
        If the settings are not safe, or the port is taken.
    BadFile
        If the file of users cannot be read.
    """
    settings.require_safe()
    sys.setswitchinterval(TURN)
    clock = SystemClock()
    users = Users(settings.users) if settings.users is not None else None
    if users is not None:
        users.require_readable()
    sign_in = SignIn(users, _owner(), clock)
    listener = _listen(settings)
    port = listener.getsockname()[1]
    server = make_server(SessionDesks(root, clock, settings.instrument_tls), sign_in, settings)
    scheme, shown = "https" if settings.certificate is not None else "http", f"[{settings.host}]" if ":" in settings.host else settings.host
    key = f"?key={sign_in.launch_key}" if sign_in.launch_key is not None else ""
    with listener:
        ready(f"{scheme}://{shown}:{port}/{key}")
        server.run(sockets=[listener])


def make_server(desks: SessionDesks, sign_in: SignIn, settings: ConsoleSettings) -> "uvicorn.Server":
    """Return the web server, which closes the desks when it ends."""
    import uvicorn

    hosts = {settings.host.lower(), *(_LOOPBACK if settings.host in _LOOPBACK else ())}
    config = uvicorn.Config(
        make_application(desks, sign_in, hosts),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="websockets-sansio",
        ws_max_size=4096,
        ws_ping_interval=5.0,
        ws_ping_timeout=10.0,
        limit_concurrency=300,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=2,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
    )
    return uvicorn.Server(config)


def _require_pair(certificate: Path, key: Path) -> None:
    try:
        # Without the password OpenSSL would ask for one at the terminal.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "")
    except (OSError, ValueError) as error:
        reason = f"{certificate} and {key} are no certificate with its key ({error}); give PEM files, the key without a password"
        raise ConsoleError(reason) from error


def _listen(settings: ConsoleSettings) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        reason = f"port {settings.port} of {settings.host} cannot be opened ({error}); give another --port, or 0 for a free one"
        raise ConsoleError(reason) from error


def _owner() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"
