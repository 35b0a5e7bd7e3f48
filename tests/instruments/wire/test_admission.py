"""A port stays open to newcomers, however many connections are held."""

import os
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from Pyro5.core import URI

from fractoscope.instruments.errors import Busy
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.wire import RemoteSem, SemServer
from fractoscope.instruments.wire.admission import activity
from fractoscope.instruments.wire.admission.activity import Activity
from fractoscope.instruments.wire.client_connection import open_connection
from fractoscope.instruments.wire.stop_service import MOST_READERS, StopService
from fractoscope.instruments.wire.tls import TlsFolder

from .tls.conftest import make_lab

HELD, MOST_THREADS = 200, 192
HALF_HEADER = struct.pack("!4sHBBHHI", b"PYRO", 502, 4, 1, 0, 1, 100)
Hold = Callable[[int, ssl.SSLContext | None], Any]


def connected(port: int, tls: ssl.SSLContext | None):
    """Connect, and say nothing."""
    return socket.create_connection(("127.0.0.1", port), 10.0)


def half_a_greeting(port: int, tls: ssl.SSLContext | None):
    """Connect, and send half a header; through TLS half a handshake."""
    plug = connected(port, tls)
    plug.sendall(HALF_HEADER if tls is None else b"\x16\x03\x01\x02\x00")
    return plug


def greeted(port: int, tls: ssl.SSLContext | None):
    """Connect, shake hands, and say nothing more."""
    return open_connection(URI(f"PYRO:{_object_at[port]}@127.0.0.1:{port}"), 10.0, tls)


def half_a_request(port: int, tls: ssl.SSLContext | None):
    """Connect, shake hands, and send half a request."""
    connection = greeted(port, tls)
    connection.send(HALF_HEADER)
    return connection


_object_at: dict[int, str] = {}


@contextmanager
def a_crowd(server: SemServer, port: str, hold: Hold, tls: ssl.SSLContext | None) -> Iterator[list[Any]]:
    number = int(getattr(server.address, port).rpartition(":")[2])
    _object_at[number] = {"sem": "fractoscope.sem", "stop": "fractoscope.stop"}[port]
    with ExitStack() as stack:
        yield [stack.enter_context(hold(number, tls)) for _ in range(HELD)]


@pytest.fixture(params=["plain", "tls"])
def place(request: pytest.FixtureRequest, sem: LocalSem, tmp_path: Path):
    """A server, the folder of its client or None, and the client's context or None."""
    if request.param == "plain":
        with SemServer(sem) as server:
            yield server, None, None
        return
    lab = make_lab(tmp_path / "lab", "anna:operator")
    with SemServer(sem, tls=lab) as server:
        yield server, lab, TlsFolder.for_client(lab).context()


@pytest.mark.parametrize("port", ["sem", "stop"])
@pytest.mark.parametrize("hold", [connected, half_a_greeting, greeted, half_a_request])
def test_a_newcomer_gets_in_past_two_hundred_that_idle(place: Any, port: str, hold: Hold):
    """Pins Pyro5's pool of 80 workers, which 80 idle connections lock for everybody, stop included."""
    server, lab, tls = place
    if tls is not None and hold is half_a_request:
        pytest.skip("nothing in it that the others have not")
    before = threading.active_count()
    with a_crowd(server, port, hold, tls), RemoteSem(server.address, tls=lab, timeout=20.0) as newcomer:
        assert newcomer.stop().halted
        assert newcomer.state().simulated
        assert threading.active_count() <= before + MOST_THREADS


def test_strangers_do_not_push_out_who_is_known(server: SemServer, far_agent: Any, move: Any):
    """Pins an agent that loses its connection to a flood of silent ones."""
    remote = far_agent.microscope
    plug = remote._links.link._proxy._pyroConnection.sock
    with a_crowd(server, "sem", connected, None):
        far_agent.perform(move(1e-3))
        assert remote._links.link._proxy._pyroConnection.sock is plug


def test_nothing_is_left_of_a_crowd(server: SemServer):
    """Pins threads and descriptors that a flood leaves behind."""
    before = _left()
    for hold in (connected, half_a_greeting, greeted, half_a_request):
        with a_crowd(server, "sem", hold, None):
            pass
    deadline = time.monotonic() + 10.0
    while _left() != before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _left() == before


def _left() -> tuple[int, int]:
    descriptors = Path("/proc/self/fd")
    return threading.active_count(), len(os.listdir(descriptors)) if descriptors.is_dir() else 0  # noqa: PTH208 - as many, and no objects made


@pytest.mark.parametrize("hold", [half_a_greeting, half_a_request])
def test_who_dawdles_is_cut_off(place: Any, hold: Hold, monkeypatch: pytest.MonkeyPatch):
    """Pins a slow client whose every byte buys it more time: the deadline is for the whole."""
    server, _, tls = place
    for doing in activity.DEADLINES:
        monkeypatch.setitem(activity.DEADLINES, doing, 0.5)
    number = int(server.address.sem.rpartition(":")[2])
    _object_at[number] = "fractoscope.sem"
    with hold(number, tls) as held:
        plug = getattr(held, "sock", held)
        began = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - began < 8.0:
                plug.send(b"\0")
                time.sleep(0.05)


def test_a_connected_client_may_think_for_as_long_as_it_likes(server: SemServer, remote: RemoteSem, monkeypatch: pytest.MonkeyPatch):
    """Pins a deadline for requests that also cuts off whoever asks nothing."""
    for doing in activity.DEADLINES:
        monkeypatch.setitem(activity.DEADLINES, doing, 0.2)
    remote.state()
    plug = remote._links.link._proxy._pyroConnection.sock
    (connection,) = server._daemons[1]._connections
    # The answer arrives a moment before the thread that sent it turns to the next request.
    while connection.doing[0] is not Activity.IDLE:
        time.sleep(0.001)
    connection.doing = (Activity.IDLE, connection.doing[1] - 3600.0)
    time.sleep(0.4)
    remote.state()
    assert remote._links.link._proxy._pyroConnection.sock is plug


def test_a_client_that_does_not_read_its_answer_is_cut_off(far_agent: Any, server: SemServer, look: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a thread that sends to somebody who never reads, for ever."""
    monkeypatch.setitem(activity.DEADLINES, Activity.ANSWERING, 0.3)
    name = far_agent.perform(look(1500, 1500, 16)).action_id
    greedy = open_connection(URI(server.address.sem), 10.0, None)
    with greedy:
        from Pyro5.protocol import MSG_INVOKE, SendingMessage
        from Pyro5.serializers import SerpentSerializer

        call = SendingMessage(MSG_INVOKE, 0, 1, 1, SerpentSerializer().dumpsCall("fractoscope.sem", "frame_chunk", (name, 0), {})).data
        for _ in range(40):
            greedy.send(call)
        deadline = time.monotonic() + 10.0
        while len(server._daemons[1]._connections) > 1 and time.monotonic() < deadline:
            time.sleep(0.02)
    assert len(server._daemons[1]._connections) == 1


def test_readings_that_hang_leave_the_stop_its_place(sem: LocalSem, monkeypatch: pytest.MonkeyPatch):
    """Pins a console that asks a hung microscope once a second until its questions hold every thread."""
    release, inside = threading.Event(), threading.Semaphore(0)

    def hang():
        inside.release()
        release.wait(20)
        return state

    state = sem.state()
    service = StopService(sem)
    monkeypatch.setattr(sem, "state", hang)
    readers = [threading.Thread(target=service.state) for _ in range(MOST_READERS)]
    for reader in readers:
        reader.start()
        assert inside.acquire(timeout=10)
    with pytest.raises(Busy, match="readings of its state that do not end"):
        service.state()
    assert service.stop()["halted"]
    release.set()
    for reader in readers:
        reader.join(10)
    assert service.state()["simulated"]
