"""Certificates are made once, whole, and for their owner's eyes only."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from fractoscope.instruments.errors import BadFile, SemError
from fractoscope.instruments.wire.tls import TlsFolder, make_certificates
from fractoscope.instruments.wire.tls.certificate_file import read_certificate, server_names
from fractoscope.instruments.wire.tls.certificate_order import CertificateOrder

from .conftest import NOW, make_lab


def contents(folder: Path):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_a_later_call_adds_to_the_same_authority_and_touches_nothing(tmp_path: Path):
    """Pins a second client that costs every other one its certificate."""
    lab = make_lab(tmp_path / "lab", "anna:operator", hosts=("sem-pc.lab",))
    before = contents(lab)
    make_lab(lab, "night:agent")
    after = contents(lab)
    assert {path: after[path] for path in before} == before
    assert {path.relative_to(lab).as_posix() for path in set(after) - set(before)} == {
        f"clients/night/{name}" for name in ("authority.pem", "client.key", "client.pem")
    }
    assert (lab / "clients/night/authority.pem").read_bytes() == (lab / "authority.pem").read_bytes()


@pytest.mark.parametrize(("hosts", "clients"), [(("b.lab",), ()), ((), ("anna:agent",)), ((), ("new:agent", "anna:agent"))])
def test_what_is_there_is_never_overwritten_and_then_nothing_is_made(tmp_path: Path, hosts: tuple[str, ...], clients: tuple[str, ...]):
    """Pins a role that changes under a name, and an order that is carried out by half."""
    lab = make_lab(tmp_path / "lab", "anna:operator", hosts=("sem-pc.lab",))
    before = contents(lab)
    with pytest.raises(BadFile, match="never overwritten; to renew it, move it away"):
        make_lab(lab, *clients, hosts=hosts)
    assert contents(lab) == before


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access lists in place of modes")
def test_private_keys_are_for_their_owner_alone(tmp_path: Path):
    """Pins a key that every user of the computer can read, and one that such a key is accepted."""
    lab = make_lab(tmp_path / "lab", "anna:operator")
    keys = sorted(lab.rglob("*.key"))
    assert [key.relative_to(lab).as_posix() for key in keys] == ["authority.key", "clients/anna/client.key", "server/server.key"]
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (lab, lab / "server", lab / "clients/anna")} == {0o700}
    keys[1].chmod(0o640)
    with pytest.raises(BadFile, match="can be read by other users; run `chmod 600"):
        TlsFolder.for_client(lab / "clients" / "anna")


def test_a_failure_half_way_leaves_no_half_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a folder without its key, which stands in the way of the next try."""
    lab = make_lab(tmp_path / "lab")

    def fail(path: Path, content: bytes):
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(make_certificates, "_write", fail)
        with pytest.raises(SemError, match="cannot be written"):
            make_lab(lab, "anna:operator")
    assert sorted(path.name for path in (lab / "clients").iterdir()) == []
    make_lab(lab, "anna:operator")


@pytest.mark.parametrize("lost", ["authority.key", "authority.pem"])
def test_half_an_authority_is_told_and_not_replaced(tmp_path: Path, lost: str):
    """Pins a new authority beside certificates of the old one."""
    lab = make_lab(tmp_path / "lab")
    (lab / lost).rename(tmp_path / lost)
    before = contents(lab)
    with pytest.raises(BadFile, match=f"no {lost}; put that one back"):
        make_lab(lab, "anna:operator")
    assert contents(lab) == before


def test_a_key_of_another_authority_is_told(tmp_path: Path):
    """Pins certificates that nobody accepts."""
    lab, other = make_lab(tmp_path / "lab"), make_lab(tmp_path / "other")
    (lab / "authority.key").write_bytes((other / "authority.key").read_bytes())
    with pytest.raises(BadFile, match=r"does not belong to authority\.pem"):
        make_lab(lab, "anna:operator")
    (lab / "authority.key").write_bytes(b"no key")
    with pytest.raises(BadFile, match="is no private key"):
        make_lab(lab, "anna:operator")


def test_lifetimes_are_bounded_by_the_authoritys(tmp_path: Path):
    """Pins a certificate that outlives who vouches for it, or one that lasts for ever."""
    lab = make_lab(tmp_path / "lab", "anna:operator")
    make_lab(lab, "late:agent", when=NOW + timedelta(days=3600))
    ends = {
        name: read_certificate(lab / name).not_valid_after_utc for name in ("authority.pem", "server/server.pem", "clients/late/client.pem")
    }
    assert ends["server/server.pem"] - NOW < timedelta(days=731)
    assert ends["clients/late/client.pem"] == ends["authority.pem"]


def test_the_server_is_named_as_asked_and_on_its_own_computer(tmp_path: Path):
    """Pins a stop on the SEM's own computer that fails over a name."""
    lab = make_lab(tmp_path / "lab", hosts=("sem-pc.lab", "192.0.2.7", "sem-pc.lab"))
    names = server_names(read_certificate(lab / "server" / "server.pem"))
    assert names == ("sem-pc.lab", "192.0.2.7", "localhost", "127.0.0.1", "::1")


@pytest.mark.parametrize(
    ("hosts", "clients", "says"),
    [
        ((), ("anna",), "NAME:ROLE"),
        ((), ("anna:boss",), "observer, agent, operator"),
        ((), (":agent",), "NAME:ROLE"),
        ((), ("../x:agent",), "letters"),
        ((), ("a b:agent",), "letters"),
        ((), ("a/b:agent",), "letters"),
        ((), ("a:agent", "a:operator"), "comes twice"),
        (("sem pc",), (), "no host name"),
        (("*",), (), "no host name"),
        (("",), (), "no host name"),
        (("https://sem-pc",), (), "no host name"),
    ],
)
def test_an_order_that_is_not_understood_is_told_plainly(hosts: tuple[str, ...], clients: tuple[str, ...], says: str):
    """Pins a traceback, and a client folder outside of the lab's."""
    with pytest.raises(SemError, match=says):
        CertificateOrder.parse(hosts, clients)


def test_a_folder_that_is_not_one_is_told(lab: Path, tmp_path: Path):
    """Pins an error of OpenSSL in place of the folder's name."""
    with pytest.raises(BadFile, match=r"has no authority\.pem"):
        TlsFolder.for_client(tmp_path)
    with pytest.raises(BadFile, match=r"has no server\.pem, which a server needs"):
        TlsFolder.for_server(lab / "clients" / "anna")
    with pytest.raises(BadFile, match=r"not one client but these: .*anna"):
        TlsFolder.for_client(lab)
    mixed = make_lab(tmp_path / "mixed", "anna:operator")
    (mixed / "server" / "server.key").write_bytes((mixed / "clients" / "anna" / "client.key").read_bytes())
    with pytest.raises(BadFile, match="do not go together"):
        TlsFolder.for_server(mixed).context()
    (mixed / "server" / "server.pem").write_text("nothing", "ascii")
    with pytest.raises(BadFile, match="is no certificate"):
        TlsFolder.for_server(mixed).require_valid(NOW)
