"""What certificates a lab asks for."""

import re
from collections.abc import Sequence
from typing import Self

from pydantic import ValidationError

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import FrozenValue, Role
from fractoscope.instruments.wire.tls.identity import Identity

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]+")


class CertificateOrder(FrozenValue):
    """Names of a server and identities of clients.

    Attributes
    ----------
    hosts
        Names and addresses of the server; empty if only clients are asked for.
    clients
        Whom to make certificates for.
    """

    hosts: tuple[str, ...] = ()
    clients: tuple[Identity, ...] = ()

    @classmethod
    def parse(cls, hosts: Sequence[str], clients: Sequence[str]) -> Self:
        """Return the order from host names and from texts of the form NAME:ROLE.

        Raises
        ------
        SemError
            Naming the text that is not understood, and what is.
        """
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise SemError(
                    reason=f"--host {host!r} is no host name or address; write for example --host sem-pc.lab or --host 192.0.2.7"
                )
        identities = tuple(_identity(text) for text in clients)
        names = [identity.name for identity in identities]
        for name in names:
            if names.count(name) > 1:
                raise SemError(reason=f"--client {name} comes twice; one name has one role")
        return cls(hosts=tuple(dict.fromkeys(hosts)), clients=identities)


def _identity(text: str) -> Identity:
    name, _, role = text.partition(":")
    try:
        return Identity(name=name, role=Role(role))
    except (ValueError, ValidationError) as error:
        raise SemError(
            reason=f"--client {text!r} is not NAME:ROLE; the name has letters, digits, dots, dashes and underscores (at most 64),"
            f" the role is one of {', '.join(Role)}"
        ) from error
