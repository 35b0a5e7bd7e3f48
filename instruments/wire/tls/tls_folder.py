"""A folder with what one end needs to prove itself."""

import os
import ssl
import stat
from datetime import datetime
from pathlib import Path
from typing import Self

from pydantic import Field

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import FrozenValue

AUTHORITY = "authority.pem"
SERVER, CLIENT = "server", "client"
CLIENTS = "clients"

_REMEDY = "give a folder that `fractoscope sem certs` made"


class TlsFolder(FrozenValue):
    """Certificate and key of a server or a client, with the certificate of the authority that both ends trust.

    Attributes
    ----------
    path
        The folder.
    kind
        `server` or `client`, which is also the stem of the files.
    """

    path: Path
    kind: str = Field(pattern=f"^({SERVER}|{CLIENT})$")

    @classmethod
    def for_server(cls, path: Path) -> Self:
        """Return the server's folder: this one, or the one within a folder that holds all of a lab.

        Raises
        ------
        BadFile
            If there is none, or its key can be read by others.
        """
        return cls._checked(path / SERVER if (path / SERVER).is_dir() else path, SERVER)

    @classmethod
    def for_client(cls, path: Path) -> Self:
        """Return a client's folder: this one, or the only one within a folder that holds all of a lab.

        Raises
        ------
        BadFile
            If there is none or more than one, or its key can be read by others.
        """
        inner = sorted(entry for entry in (path / CLIENTS).iterdir() if entry.is_dir()) if (path / CLIENTS).is_dir() else [path]
        if len(inner) != 1:
            names = ", ".join(str(entry) for entry in inner) or "none"
            raise BadFile(path=str(path), reason=f"holds not one client but these: {names}", remedy="give the folder of one client")
        return cls._checked(inner[0], CLIENT)

    @property
    def authority(self) -> Path:
        """The authority's certificate."""
        return self.path / AUTHORITY

    @property
    def certificate(self) -> Path:
        """The certificate."""
        return self.path / f"{self.kind}.pem"

    @property
    def key(self) -> Path:
        """The private key."""
        return self.path / f"{self.kind}.key"

    def context(self) -> ssl.SSLContext:
        """Return what makes this end's sockets: TLS 1.3, the other end's certificate required, no authority trusted but this one.

        Raises
        ------
        BadFile
            If the files are not what they should be.
        """
        # Not ssl.create_default_context: that one trusts the system's authorities as well, and writes keys where SSLKEYLOGFILE says.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if self.kind == SERVER else ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.verify_mode = ssl.CERT_REQUIRED
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        if self.kind == SERVER:
            # Resumption would skip the certificates, and a client that reads nothing could block the tickets.
            context.num_tickets = 0
        try:
            context.load_verify_locations(cafile=self.authority)
            context.load_cert_chain(self.certificate, self.key, password="")  # or OpenSSL asks the terminal
        except (OSError, ValueError) as error:
            reason = f"certificate, key and authority do not go together ({getattr(error, 'reason', None) or error})"
            raise BadFile(path=str(self.path), reason=reason, remedy=_REMEDY) from error
        return context

    def require_valid(self, now: datetime) -> None:
        """Refuse a certificate whose time is over or has not begun.

        Raises
        ------
        BadFile
            With the date.
        """
        from fractoscope.instruments.wire.tls.certificate_file import read_certificate

        found = read_certificate(self.certificate)
        if not found.not_valid_before_utc <= now <= found.not_valid_after_utc:
            reason = f"holds from {found.not_valid_before_utc:%Y-%m-%d} to {found.not_valid_after_utc:%Y-%m-%d} and it is {now:%Y-%m-%d}"
            remedy = "move its folder away and make a new one with `fractoscope sem certs`, or correct this computer's clock"
            raise BadFile(path=str(self.certificate), reason=reason, remedy=remedy)

    @classmethod
    def _checked(cls, path: Path, kind: str) -> Self:
        folder = cls(path=path, kind=kind)
        for file in (folder.authority, folder.certificate, folder.key):
            if not file.is_file():
                raise BadFile(path=str(path), reason=f"has no {file.name}, which a {kind} needs", remedy=_REMEDY)
        if os.name == "posix" and folder.key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise BadFile(path=str(folder.key), reason="can be read by other users", remedy=f"run `chmod 600 {folder.key}`")
        return folder
