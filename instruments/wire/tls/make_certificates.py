"""Writes a lab's certificates and keys, and never over others."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from filelock import FileLock

from fractoscope.instruments.errors import BadFile, SemError
from fractoscope.instruments.wire.tls.authority import Authority, Issued
from fractoscope.instruments.wire.tls.certificate_order import CertificateOrder
from fractoscope.instruments.wire.tls.tls_folder import AUTHORITY, CLIENT, CLIENTS, SERVER, TlsFolder

AUTHORITY_KEY = "authority.key"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""In every server's certificate, after the names that were asked for: the SEM's own computer is a client too."""

PRIVATE, OWN_FOLDER = 0o600, 0o700


def make_certificates(folder: Path, order: CertificateOrder, now: datetime) -> dict[str, Any]:
    """Make what is asked for; the first call makes the authority and the server's certificate as well.

    Parameters
    ----------
    folder
        Gets `authority.pem`, `authority.key`, `server` and `clients/NAME`; the last two go to the computers they are for.
    order
        What is asked for.
    now
        Time of day in UTC.

    Returns
    -------
    dict
        `authority` (its file), and for each certificate made `certificates`: a list of dicts with `folder`, `name`, `role` (or server) and
        `ends` (date).

    Raises
    ------
    BadFile
        If something asked for is there already, or half of the authority is missing; nothing was written then.
    SemError
        If the folder cannot be written.
    """
    try:
        _make_folder(folder)
        with FileLock(folder / ".lock"):
            return _make(folder, order, now)
    except OSError as error:
        raise SemError(reason=f"{error.filename or folder} cannot be written ({error.strerror or error}); choose another --out") from error


def _make(folder: Path, order: CertificateOrder, now: datetime) -> dict[str, Any]:
    certificate, key, server = folder / AUTHORITY, folder / AUTHORITY_KEY, folder / SERVER
    if certificate.exists() != key.exists():
        there, missing = (AUTHORITY, AUTHORITY_KEY) if certificate.exists() else (AUTHORITY_KEY, AUTHORITY)
        remedy = "put that one back, or give another --out for a new authority"
        raise BadFile(path=str(folder), reason=f"has {there} and no {missing}", remedy=remedy)
    wanted = [server] if order.hosts else []
    wanted += [folder / CLIENTS / identity.name for identity in order.clients]
    for path in wanted:
        if path.exists():
            raise BadFile(path=str(path), reason="is there and is never overwritten", remedy="to renew it, move it away and try again")
    if not certificate.exists():
        authority = Authority.make(now)
        _write_private(key, _pem_key((authority.certificate, authority.key)))
        _write(certificate, authority.certificate.public_bytes(Encoding.PEM))
    authority = Authority.read(certificate, key)
    made = []
    if order.hosts or not server.exists():
        issued = authority.issue_server(tuple(dict.fromkeys((*order.hosts, *LOOPBACK))), now)
        _write_folder(server, SERVER, authority, issued)
        made.append(_told(server, (order.hosts or LOOPBACK)[0], SERVER, issued))
    for identity in order.clients:
        issued = authority.issue_client(identity, now)
        _write_folder(folder / CLIENTS / identity.name, CLIENT, authority, issued)
        made.append(_told(folder / CLIENTS / identity.name, identity.name, identity.role.value, issued))
    return {"authority": str(certificate), "certificates": made}


def _told(folder: Path, name: str, role: str, issued: Issued) -> dict[str, str]:
    return {"folder": str(folder), "name": name, "role": role, "ends": f"{issued[0].not_valid_after_utc:%Y-%m-%d}"}


def _write_folder(path: Path, kind: str, authority: Authority, issued: Issued) -> None:
    with _whole(path) as partial:
        target = TlsFolder(path=partial, kind=kind)
        _write_private(target.key, _pem_key(issued))
        _write(target.certificate, issued[0].public_bytes(Encoding.PEM))
        _write(target.authority, authority.certificate.public_bytes(Encoding.PEM))


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Give a folder to write in that becomes `path` at the end, or vanishes."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    _make_folder(partial)
    try:
        yield partial
        partial.rename(path)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _make_folder(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=OWN_FOLDER, exist_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)


def _write_private(path: Path, content: bytes) -> None:
    # From its first byte on: a key that is made private afterwards could be read before.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE), "wb") as file:
        file.write(content)


def _pem_key(issued: Issued) -> bytes:
    return issued[1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
