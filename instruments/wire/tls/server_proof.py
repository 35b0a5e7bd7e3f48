"""What a server shows its clients."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.wire.tls.tls_folder import TlsFolder


@dataclass(frozen=True)
class ServerProof:
    """A server's side of TLS, checked before a port opens.

    Attributes
    ----------
    context
        Makes the sockets.
    told_as
        Name of the host in the URI: the address that is listened on, or for all addresses at once the certificate's first name.
    """

    context: ssl.SSLContext
    told_as: str

    @classmethod
    def read(cls, folder: Path, host: str, now: datetime) -> Self:
        """Return the proof from a server's folder.

        Raises
        ------
        BadFile
            If the folder is not a server's, or its certificate is not in force or does not name the host: no client would accept it.
        """
        from fractoscope.instruments.wire.tls.certificate_file import read_certificate, server_names

        found = TlsFolder.for_server(folder)
        found.require_valid(now)
        names = server_names(read_certificate(found.certificate))
        everywhere = host in {"0.0.0.0", "::"}  # noqa: S104 - looked for, not listened on
        if not names or (not everywhere and _plain(host) not in map(_plain, names)):
            reason = f"does not name {host}, only {', '.join(names) or 'nobody'}"
            remedy = f"move {found.path} away and run `fractoscope sem certs --host {host}` again, or listen on a name that it has"
            raise BadFile(path=str(found.certificate), reason=reason, remedy=remedy)
        return cls(found.context(), names[0] if everywhere else host)


def _plain(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host.lower()
