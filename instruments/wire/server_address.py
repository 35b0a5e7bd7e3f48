"""Where an instrument server listens, as it tells in its URI file."""

import os
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from fractoscope.instruments.errors import BadFile, ConnectionLost, SemError
from fractoscope.instruments.values import FrozenValue
from fractoscope.instruments.wire.tls import TlsFolder

_REMEDY = "give the file that `fractoscope sem serve` wrote"


class ServerAddress(FrozenValue):
    """The two ports of a server.

    Attributes
    ----------
    sem, stop
        Pyro URIs of the microscope and of its stop port.
    pid
        Process id of the server.
    simulated
        True if the server drives no real microscope.
    tls
        True if clients need a certificate. It only makes a client's complaint plain: who was given certificates never does without.
    """

    sem: str
    stop: str
    pid: int
    simulated: bool
    tls: bool = False

    @classmethod
    def read(cls, uri_file: Path) -> "ServerAddress":
        """Return the address that a server wrote.

        Raises
        ------
        ConnectionLost
            If the file is not there: no server runs, or it uses another file.
        BadFile
            If the file is not a server's.
        """
        try:
            text = uri_file.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ConnectionLost(address=str(uri_file), reason="the server's URI file is not there") from None
        except (OSError, UnicodeDecodeError) as error:
            reason = f"cannot be read ({getattr(error, 'strerror', None) or error})"
            raise BadFile(path=str(uri_file), reason=reason, remedy=_REMEDY) from error
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise BadFile(path=str(uri_file), reason="is no URI file", remedy=_REMEDY) from error

    def client_context(self, tls: Path | None) -> ssl.SSLContext | None:
        """Return what makes a client's sockets, from its folder; None for a server without TLS.

        Raises
        ------
        ConnectionLost
            If the server asks for a certificate and there is no folder.
        BadFile
            If the folder is not a client's, or its certificate is not in force.
        """
        if tls is None:
            if self.tls:
                raise ConnectionLost(address=self.sem, reason="the server asks for a certificate; give --tls (or tls in the mission)")
            return None
        folder = TlsFolder.for_client(tls)
        folder.require_valid(datetime.now(UTC))
        return folder.context()

    def write(self, uri_file: Path) -> None:
        """Write the file whole or not at all.

        Raises
        ------
        SemError
            If it cannot be written.
        """
        temporary = uri_file.with_name(f"{uri_file.name}.{os.getpid()}.partial")
        try:
            uri_file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(self.model_dump_json(), encoding="utf-8")
            temporary.replace(uri_file)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            raise SemError(reason=f"the URI file {uri_file} cannot be written ({error}); choose another place") from error

    def withdraw(self, uri_file: Path) -> None:
        """Remove the file, unless another server has replaced it."""
        try:
            mine = type(self).read(uri_file) == self
        except SemError:
            return
        if mine:
            uri_file.unlink(missing_ok=True)
