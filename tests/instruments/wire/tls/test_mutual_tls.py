"""Both ends prove who they are, and accept nobody else."""

import shutil
import socket
import ssl
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fractoscope.instruments.errors import BadFile, ConnectionLost, SemError
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import Phase, Role, Ticket
from fractoscope.instruments.wire import RemoteSem, SemServer, ServerAddress
from fractoscope.instruments.wire.tls import TlsFolder

from .conftest import make_lab

PORTS = pytest.mark.parametrize("port", ["sem", "stop"])


def folder_of(path: Path, certificate: Path, authority: Path):
    """Return a client's folder put together by hand: somebody's certificate, and the authority that he trusts."""
    shutil.copytree(certificate, path)
    shutil.copy(authority / "authority.pem", path / "authority.pem")
    return path


def with_port(address: ServerAddress, port: str):
    """Return an address of which both ports are the same one, so that this one is meant."""
    uri = getattr(address, port)
    return address.replace(sem=uri, stop=uri)


def test_everything_works_through_tls(enter: Any, sem: LocalSem, look: Any, move: Any):
    """Pins a frame that is torn by TLS's records, and a stop that needs plain text."""
    night = enter("night")
    fence = night.take_lease("session", Role.AGENT).fence
    for name, action in (("m", move(1e-3)), ("f", look(1500, 1100, 16))):
        night.start(action, Ticket(action_id=name, fence=fence))
        assert night.wait(name, 10.0).phase is Phase.DONE
    assert np.array_equal(night.frame("f").pixels, sem.frame("f").pixels)
    assert night.stop().halted


def test_several_identities_live_in_one_process(tls_server: SemServer, sem: LocalSem, lab: Path, rogue: Path, tmp_path: Path):
    """Pins Pyro5's one SSL context a process, under which the first certificate speaks for everybody."""
    with SemServer(sem, tls=rogue) as other, RemoteSem(other.address, tls=rogue / "clients" / "anna") as anna:
        assert anna.take_lease("x", Role.OPERATOR).holder == "anna/x"
        with RemoteSem(tls_server.address, tls=lab / "clients" / "screen") as screen:
            with pytest.raises(SemError, match="observer"):
                screen.take_lease("x", Role.AGENT)
            assert screen.state() == anna.state()
        with pytest.raises(ConnectionLost, match="certificate is not accepted"):
            RemoteSem(other.address, tls=lab / "clients" / "night")


@PORTS
def test_a_client_without_a_certificate_is_refused(tls_server: SemServer, lab: Path, port: str):
    """Pins `SSL_REQUIRECLIENTCERT`, which Pyro5 leaves off."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(lab / "authority.pem")
    number = int(getattr(tls_server.address, port).rpartition(":")[2])
    with (
        socket.create_connection(("127.0.0.1", number), 5.0) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as plug,
        pytest.raises(ssl.SSLError, match="CERTIFICATE_REQUIRED"),
    ):
        plug.recv(1)


@PORTS
def test_a_certificate_of_another_authority_is_refused(tls_server: SemServer, lab: Path, rogue: Path, tmp_path: Path, port: str):
    """Pins a name that is believed because somebody wrote it: the rogue's is the same."""
    forged = folder_of(tmp_path / "forged", rogue / "clients" / "anna", lab)
    with pytest.raises(ConnectionLost, match=r"does not accept this certificate .*unknown_ca"):
        RemoteSem(with_port(tls_server.address, port), tls=forged)


def test_an_expired_certificate_is_refused_by_the_server(sem: LocalSem, expired: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a certificate of somebody who left years ago. The client's own look at the date is passed over, as an attacker would."""
    shutil.copytree(expired, tmp_path / "lab")
    shutil.rmtree(tmp_path / "lab" / "server")
    make_lab(tmp_path / "lab")
    with SemServer(sem, tls=tmp_path / "lab") as server:
        with pytest.raises(BadFile, match="holds from"):
            RemoteSem(server.address, tls=tmp_path / "lab" / "clients" / "anna")
        monkeypatch.setattr(TlsFolder, "require_valid", lambda self, now: None)
        with pytest.raises(ConnectionLost, match=r"does not accept this certificate .*expired"):
            RemoteSem(server.address, tls=tmp_path / "lab" / "clients" / "anna")


def test_a_server_of_another_authority_is_refused_by_the_client(sem: LocalSem, lab: Path, rogue: Path):
    """Pins a session whose frames come from somebody in between."""
    with SemServer(sem, tls=rogue) as server, pytest.raises(ConnectionLost, match="the server's certificate is not accepted"):
        RemoteSem(server.address, tls=lab / "clients" / "anna")


def test_a_client_cannot_pose_as_the_server(lab: Path, sem: LocalSem, tmp_path: Path):
    """Pins a client's certificate, which is of the right authority, in a server's place."""
    fake = tmp_path / "fake"
    shutil.copytree(lab / "clients" / "night", fake)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(fake / "client.pem", fake / "client.key")
    with socket.create_server(("127.0.0.1", 0)) as port:
        thread = threading.Thread(target=_shake_hands, args=(port, context))
        thread.start()
        uri = f"PYRO:fractoscope.sem@127.0.0.1:{port.getsockname()[1]}"
        with pytest.raises(ConnectionLost, match="certificate is not accepted"):
            RemoteSem(ServerAddress(sem=uri, stop=uri, pid=1, simulated=True, tls=True), tls=lab / "clients" / "anna")
        thread.join(10)


def test_a_server_cannot_pose_as_a_client(tls_server: SemServer, lab: Path, tmp_path: Path):
    """Pins a certificate that is good for whatever its holder does with it."""
    pose = tmp_path / "pose"
    pose.mkdir()
    for name in ("client.pem", "client.key"):
        shutil.copy(lab / "server" / name.replace("client", "server"), pose / name)
    shutil.copy(lab / "authority.pem", pose)
    with pytest.raises(ConnectionLost, match="does not accept this certificate"):
        RemoteSem(tls_server.address, tls=pose)


def _shake_hands(port: socket.socket, context: ssl.SSLContext):
    for _ in range(2):  # a client reads again once
        plug, _ = port.accept()
        with plug:
            try:
                context.wrap_socket(plug, server_side=True).close()
            except OSError:
                continue


def test_the_name_of_the_host_is_checked(sem: LocalSem, tmp_path: Path):
    """Pins a certificate of the right authority that was made for another computer."""
    lab = make_lab(tmp_path / "lab", "anna:operator")
    with SemServer(sem, host="0.0.0.0", tls=lab) as server:
        elsewhere = server.address.replace(
            **{name: getattr(server.address, name).replace("localhost", "127.0.0.2") for name in ("sem", "stop")}
        )
        with pytest.raises(ConnectionLost, match="mismatch"):
            RemoteSem(elsewhere, tls=lab)


def test_the_system_authorities_are_not_trusted(lab: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins `ssl.create_default_context`, under which any public authority vouches for the microscope, and keys that leak to a file."""
    monkeypatch.setenv("SSLKEYLOGFILE", str(lab / "keys.log"))
    for folder in (TlsFolder.for_server(lab), TlsFolder.for_client(lab / "clients" / "anna")):
        context = folder.context()
        assert len(context.get_ca_certs()) == 1
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.minimum_version is ssl.TLSVersion.TLSv1_3
        assert context.keylog_filename is None
    assert TlsFolder.for_client(lab / "clients" / "anna").context().check_hostname


@PORTS
def test_plain_text_to_a_tls_port_is_told(tls_server: SemServer, port: str):
    """Pins a client without certificates that gets in, or waits for ever, or hears nothing of certificates."""
    with pytest.raises(ConnectionLost, match="asks for a certificate"):
        RemoteSem(with_port(tls_server.address, port))
    with pytest.raises(ConnectionLost, match="--tls"):
        RemoteSem(with_port(tls_server.address, port).replace(tls=False))


@PORTS
def test_tls_to_a_plain_port_is_told(server: SemServer, lab: Path, port: str):
    """Pins a client that falls back to plain text because the server offers no better."""
    with pytest.raises(ConnectionLost):
        RemoteSem(with_port(server.address, port), tls=lab / "clients" / "anna", timeout=2.0)


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_a_host_that_the_certificate_does_not_name_is_told_at_the_start(sem: LocalSem, lab: Path, host: str):
    """Pins a server that runs and that no client accepts."""
    with pytest.raises(BadFile, match=f"does not name {host}, only localhost"):
        SemServer(sem, host=host, tls=lab)


def test_a_server_on_all_addresses_is_told_by_its_certificates_first_name(sem: LocalSem, tmp_path: Path):
    """Pins a URI file that says 0.0.0.0, which no certificate names."""
    lab = make_lab(tmp_path / "lab", "anna:operator", hosts=("127.0.0.1", "sem-pc.lab"))
    with SemServer(sem, host="0.0.0.0", tls=lab) as server:
        assert "@127.0.0.1:" in server.address.sem
        with RemoteSem(server.address, tls=lab) as anna:
            assert anna.state() == sem.state()


def test_another_machine_is_reached_with_tls_only(sem: LocalSem, lab: Path):
    """Pins a refusal of loopback that TLS does not lift, and one that is lifted without TLS."""
    uri = "PYRO:fractoscope.sem@192.0.2.1:9"
    address = ServerAddress(sem=uri, stop=uri, pid=1, simulated=True)
    with pytest.raises(SemError, match=r"not a loopback address.*--tls"):
        RemoteSem(address)
    with pytest.raises(ConnectionLost, match=r"192\.0\.2\.1"):
        RemoteSem(address, tls=lab / "clients" / "anna", timeout=0.05)
