"""A rehearsed fault of the link is a real one: sockets closed, replies held back."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import Phase
from fractoscope.instruments.wire import RemoteSem, SemServer


class Link:
    """What the test says of each reply."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.stop_delay = 0.0

    def reply_delay(self, port: str):
        return self.stop_delay if port == "stop" else self.delay

    def before_write(self, file: Path):
        pass


@pytest.fixture
def link():
    return Link()


@pytest.fixture
def remote(sem: LocalSem, link: Link, tmp_path: Path):
    with SemServer(sem, uri_file=tmp_path / "uri.json", disturbance=link) as server, RemoteSem(server.address, timeout=0.3) as remote:
        yield remote


def test_a_cut_reply_is_a_lost_connection_and_what_was_asked_is_done(far_agent: Any, sem: LocalSem, link: Link, move: Any):
    """Pins a fault that loses the request instead, which is the harmless case."""
    link.delay = None
    with pytest.raises(ConnectionLost):
        far_agent.start(move(1e-3), "m")
    link.delay = 0.0
    assert sem.wait("m", 5.0).phase is Phase.DONE
    far_agent.microscope.reconnect()
    assert far_agent.perform(move(1e-3), "m").phase is Phase.DONE


def test_a_held_reply_is_late_and_stop_is_not(remote: RemoteSem, link: Link):
    """Pins a hang that takes the stop port with it."""
    link.delay = 60.0
    with pytest.raises(ConnectionLost, match=r"no answer within 0\.3 s"):
        remote.state()
    assert remote.stop().halted


def test_a_server_that_ends_holds_nothing_back(sem: LocalSem, link: Link, tmp_path: Path):
    """Pins a server that cannot be ended while a reply is held, or whose threads outlive it."""
    before = set(threading.enumerate())
    with SemServer(sem, disturbance=link) as server, RemoteSem(server.address, timeout=0.2) as remote:
        link.delay = 3600.0
        with pytest.raises(ConnectionLost):
            remote.state()
    deadline = time.monotonic() + 20.0
    while set(threading.enumerate()) - before:
        assert time.monotonic() < deadline, "a reply is still held back"
        time.sleep(0.01)
