"""The ports: who may connect, and what is left when they close."""

import json
import os
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from Pyro5.api import Proxy
from Pyro5.errors import CommunicationError

from fractoscope.instruments.errors import ConnectionLost, SemError
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.wire import RemoteSem, SemServer, ServerAddress, serve


def test_the_uri_file_tells_all_and_goes_with_the_server(sem: LocalSem, tmp_path: Path):
    """Pins a file that is read half-written, or stays and points at nothing."""
    file = tmp_path / "deep" / "uri.json"
    with SemServer(sem, uri_file=file) as server:
        told = json.loads(file.read_text())
        assert told == {"sem": server.address.sem, "stop": server.address.stop, "pid": os.getpid(), "simulated": True}
        assert told["sem"] != told["stop"]
        assert [entry.name for entry in file.parent.iterdir()] == ["uri.json"]
    assert not file.exists()


def test_the_file_of_a_successor_stays(sem: LocalSem, tmp_path: Path):
    """Pins an old server that, ending late, makes its successor unreachable."""
    file = tmp_path / "uri.json"
    with SemServer(sem, uri_file=file):
        successor = ServerAddress(sem="PYRO:a@127.0.0.1:1", stop="PYRO:b@127.0.0.1:2", pid=1, simulated=False)
        successor.write(file)
    assert ServerAddress.read(file) == successor


@pytest.mark.parametrize("which", ["port", "stop_port"])
def test_a_taken_port_is_told_plainly(sem: LocalSem, tmp_path: Path, which: str):
    """Pins a traceback, a half-open server, or two servers on one port."""
    file = tmp_path / "uri.json"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SemError, match=f"port {port} of 127.0.0.1 cannot be opened.*choose another port"):
            SemServer(sem, uri_file=file, **{which: port})
    assert not file.exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org", ""])
def test_only_this_machine_is_served_until_there_is_tls(sem: LocalSem, host: str):
    """Pins a microscope that anybody on the network can drive."""
    with pytest.raises(SemError, match="TLS"):
        SemServer(sem, host=host)


def test_a_uri_file_that_cannot_be_written_stops_the_start(sem: LocalSem, tmp_path: Path):
    """Pins a server that runs where no client can find it."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SemError, match="URI file"):
        SemServer(sem, uri_file=tmp_path / "file" / "uri.json")


def test_serve_ends_when_told(sem: LocalSem, tmp_path: Path):
    """Pins a server that can only be killed."""
    ended = threading.Event()
    file = tmp_path / "uri.json"
    thread = threading.Thread(target=serve, args=(sem,), kwargs={"uri_file": file, "ended": ended})
    thread.start()
    while not file.exists():
        assert thread.is_alive()
    with RemoteSem(file) as remote:
        remote.state()
        ended.set()
        thread.join(10)
        assert not thread.is_alive()
        with pytest.raises(ConnectionLost):
            remote.state()


@pytest.mark.parametrize("serializer", ["marshal", "json", "msgpack"])
def test_other_serializers_are_refused(server: SemServer, serializer: Any):
    """Pins a way to have the server decode marshal."""
    from Pyro5 import config
    from Pyro5.serializers import serializers

    if serializer not in serializers:
        pytest.skip(f"{serializer} is not installed")
    with Proxy(server.address.sem) as proxy:
        proxy._pyroSerializer = serializer
        proxy._pyroHandshake = {"fractoscope": 1}
        with pytest.raises(CommunicationError):
            proxy._pyroBind()
    assert config.SERIALIZER == "serpent"


@pytest.mark.parametrize(
    ("serializer", "flags", "size"),
    [(2, 0, 10), (1, 1 << 5, 10), (1, 0, 2 << 20), (9, 0, 10)],
    ids=["marshal", "blob", "huge", "unknown"],
)
def test_a_connected_client_cannot_switch_or_flood(server: SemServer, remote: RemoteSem, serializer: Any, flags: int, size: int):
    """Pins marshal after a harmless handshake, marshal inside a blob annotation, and a request of gigabytes."""
    link = remote._links.link
    link.call("state")
    plug = link._proxy._pyroConnection.sock
    plug.sendall(struct.pack("!4sHBBHHII16sHH", b"PYRO", 502, 4, serializer, flags, 1, size, 0, bytes(16), 0, 0x4DC5))
    plug.settimeout(5)
    assert plug.recv(1) == b""
    assert remote.state().simulated


@pytest.mark.parametrize("hello", ["hello", {}, {"fractoscope": 0}, {"fractoscope": 2}])
def test_another_version_is_told_to_upgrade(server: SemServer, hello: Any):
    """Pins two releases that half understand each other."""
    with Proxy(server.address.sem) as proxy:
        proxy._pyroHandshake = hello
        with pytest.raises(CommunicationError, match="same release"):
            proxy._pyroBind()


def test_private_names_are_out_of_reach(server: SemServer):
    """Pins the microscope object itself reached through the service."""
    with Proxy(server.address.sem) as proxy:
        proxy._pyroHandshake = {"fractoscope": 1}
        proxy._pyroBind()
        assert proxy._pyroAttrs == set()
        assert proxy._pyroMethods == {
            *("describe", "state", "take_lease", "renew_lease", "release_lease", "check", "check_plan"),
            *("start", "wait", "cancel", "frame_chunk", "stop"),
        }


def test_the_wire_loads_no_model():
    """Pins torch on the SEM's own computer."""
    code = (
        "import sys, fractoscope.instruments.wire.transport_bench, fractoscope.instruments.server;"
        "print(sorted({'torch', 'transformers', 'numba', 'skimage', 'scipy', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
