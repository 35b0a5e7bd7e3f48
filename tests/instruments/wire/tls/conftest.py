"""A lab with certificates, another lab that is not it, and a server in this process that asks for them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.wire import RemoteSem, SemServer
from fractoscope.instruments.wire.tls.certificate_order import CertificateOrder
from fractoscope.instruments.wire.tls.make_certificates import make_certificates

CLIENTS = ("night:agent", "day:agent", "anna:operator", "screen:observer")
NOW = datetime.now(UTC)


def make_lab(folder: Path, *clients: str, hosts: tuple[str, ...] = (), when: datetime = NOW):
    make_certificates(folder, CertificateOrder.parse(hosts, clients), when)
    return folder


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory):
    return make_lab(tmp_path_factory.mktemp("certificates") / "lab", *CLIENTS)


@pytest.fixture(scope="session")
def rogue(tmp_path_factory: pytest.TempPathFactory):
    """The same names and roles, signed by somebody else."""
    return make_lab(tmp_path_factory.mktemp("certificates") / "rogue", *CLIENTS)


@pytest.fixture(scope="session")
def expired(tmp_path_factory: pytest.TempPathFactory):
    """A lab whose server and clients were made three years ago, by an authority that is still in force."""
    return make_lab(tmp_path_factory.mktemp("certificates") / "expired", *CLIENTS, when=NOW - timedelta(days=3 * 365))


@pytest.fixture
def tls_server(sem: LocalSem, lab: Path, tmp_path: Path):
    with SemServer(sem, uri_file=tmp_path / "uri.json", tls=lab) as server:
        yield server


@pytest.fixture
def enter(tls_server: SemServer, lab: Path):
    """Return a function that connects as one of the lab's clients."""
    opened: list[RemoteSem] = []

    def enter(name: str):
        opened.append(RemoteSem(tls_server.address, tls=lab / "clients" / name))
        return opened[-1]

    yield enter
    for remote in opened:
        remote.close()
