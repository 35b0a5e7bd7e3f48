"""Who a certificate says its holder is."""

import re
import ssl
from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import FrozenValue, Role

NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9]|[A-Za-z0-9]"
"""Names are shown in refusals and journals: no blanks, no slash, nothing that is read as more than a name."""

_URI = re.compile(rf"urn:fractoscope:(?P<role>{'|'.join(Role)}):(?P<name>{NAME})")


class Identity(FrozenValue):
    """A name and the role that the lab's authority gave it.

    Both stand in one URI among the certificate's subject alternative names. Only the authority writes it, `ssl` hands it out checked and
    parsed, and no convention of a lab's own certificates claims it, unlike the common name or the organisational unit.

    Attributes
    ----------
    name
        Of a person, a computer or a service.
    role
        What it may do; `RoleGuard` holds it against each call.
    """

    name: str = Field(pattern=rf"^(?:{NAME})$")
    role: Role

    @property
    def uri(self) -> str:
        """As it stands in the certificate."""
        return f"urn:fractoscope:{self.role}:{self.name}"

    @classmethod
    def of_peer(cls, plug: ssl.SSLSocket) -> Self:
        """Return the identity of who shook hands; raise `SemError` as `of_certificate` does."""
        return cls.of_certificate(plug.getpeercert() or {})

    @classmethod
    def of_certificate(cls, certificate: Mapping[str, Any]) -> Self:
        """Return the identity from what `ssl.SSLSocket.getpeercert` gives.

        Raises
        ------
        SemError
            If the certificate, though of the right authority, names no identity or more than one.
        """
        names = [value for kind, value in certificate.get("subjectAltName", ()) if kind == "URI"]
        found = [match for name in names if (match := _URI.fullmatch(name))]
        if len(names) != 1 or len(found) != 1:
            raise SemError(reason="the client's certificate names no role; make one with `fractoscope sem certs --client NAME:ROLE`")
        return cls(name=found[0]["name"], role=Role(found[0]["role"]))
