"""The socket: each entry once and in order; nobody's trouble is another's."""

import json
import random
import socket as sockets
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from fractoscope.agent.console.access.sign_in import COOKIE
from fractoscope.agent.journal import Kind
from tests.agent.console.large_session import frame_entries
from tests.agent.console.rig import Console, append
from tests.agent.console.served import PATIENCE, numbers, serve, told


@pytest.fixture
def served(console: Console):
    with serve(console) as served:
        yield served


def end_of(socket: Any) -> int:
    """Return the code with which a socket is closed."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            socket.recv(timeout=PATIENCE)
    return closed.value.rcvd.code


def grow(session: Path, first: int, count: int = 1) -> None:
    for number in range(first, first + count):
        for kind, payload, key in frame_entries(number, 6):
            append(session, kind, payload, key)


def test_each_entry_comes_once_and_in_order(served: Any, running: Path):
    """Pins an entry told twice, or lost, because it was written while another was being read."""
    with served.socket("running") as page:
        assert numbers(page, 13) == list(range(1, 14))
        grow(running, 4, 10)
        assert numbers(page, 53) == list(range(14, 54))


def test_a_page_that_reconnects_again_and_again_misses_nothing(served: Any, running: Path):
    """Pins a gap between the last entry before a broken connection and the first one after it."""
    found: list[int] = []
    rng = random.Random(3)
    for step in range(6):
        with served.socket("running", after=found[-1] if found else 0) as page:
            last = 13 + 4 * step
            heard = numbers(page, last)
            # What came in the middle of a message is lost with the connection; the page goes on from what it has.
            found += heard[: rng.randint(1, len(heard))]
        grow(running, 4 + step)
    with served.socket("running", after=found[-1]) as page:
        found += numbers(page, 37)
    assert found == list(range(1, 38))


def test_what_stands_is_told_when_it_changes(served: Any, running: Path):
    """Pins a page that goes on showing an agent whose session has ended."""
    with served.socket("running", after=13) as page:
        assert told(page, "standing")["running"] is True
        (running / "pulse.json").unlink()
        while told(page, "standing")["running"]:
            pass


@pytest.mark.parametrize("origin", ["http://evil.test", "https://127.0.0.1:1", "null"])
def test_another_sites_page_gets_no_socket(served: Any, running: Path, origin: str):
    """Pins a foreign page that listens in through its visitor's cookie: browsers let any page open a socket to anywhere."""
    with pytest.raises(InvalidStatus) as refused:
        served.socket("running", origin=origin)
    assert refused.value.response.status_code == 403


def test_nobody_without_a_cookie_gets_a_socket(served: Any, running: Path):
    """Pins a socket that forgets to ask who is there."""
    with pytest.raises(InvalidStatus) as refused:
        served.socket("running", cookie="guessed")
    assert refused.value.response.status_code == 403


def test_a_session_that_is_not_there_has_no_socket(served: Any, running: Path):
    """Pins an unhandled error for a name that never was."""
    with pytest.raises(InvalidStatus) as refused:
        served.socket("..%2f..%2fetc")
    assert refused.value.response.status_code in {403, 404}


@pytest.mark.parametrize("after", [-1, 10**30, "NaN"])
def test_a_number_that_no_journal_has_is_refused(served: Any, running: Path, after: Any):
    """Pins an overflow in the database for a number that is none."""
    with pytest.raises(InvalidStatus) as refused:
        served.socket("running", after=after)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    ("message", "code"), [("x" * 5000, 1009), ("rm -rf /", 1008), ('{"kind": "stop"}', 1008), (b"here", 1008), ("", 1008)]
)
def test_a_message_that_is_not_the_pages_own_ends_that_socket_only(served: Any, running: Path, message: Any, code: int):
    """Pins a malformed message that ends the console, or all sockets, or is obeyed."""
    with served.socket("running", after=13) as other, served.socket("running", after=13) as page:
        page.send(message)
        assert end_of(page) == code
        grow(running, 4)
        assert numbers(other, 17) == [14, 15, 16, 17]


def test_signing_out_ends_the_socket(served: Any, running: Path):
    """Pins somebody who has left and is still told everything."""
    cookie = served.console.sign_in.by_key(served.console.sign_in.launch_key)
    with served.socket("running", cookie=cookie) as page:
        told(page, "standing")
        served.console.sign_in.forget(cookie)
        assert end_of(page) == 4401


def test_a_journal_that_is_damaged_ends_the_socket_with_a_reason(served: Any, running: Path):
    """Pins a page that shows a frozen session as a live one, because its socket died without a word."""
    with served.socket("running", after=13) as page:
        told(page, "standing")
        append(running, Kind.FRAME, {"number": "no number"}, "damaged")
        assert end_of(page) == 4409


def test_a_page_that_reads_nothing_does_not_hold_up_the_others(served: Any, running: Path):
    """Pins one sleeping laptop that stops everybody's picture, or fills the console's memory."""
    asleep = sockets.create_connection(("127.0.0.1", served.port))
    asleep.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    request = (
        f"GET /api/sessions/running/live?after=0 HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nOrigin: {served.origin}\r\n"
        f"Cookie: {COOKIE}={served.cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    asleep.sendall(request.encode())
    with asleep, served.socket("running", after=13) as page:
        # Far more than both ends' buffers hold, so that the sleeper's turn never comes.
        for number in range(100):
            append(running, Kind.VERDICT, {"text": "x" * 60_000}, f"long-{number}")
        assert numbers(page, 113) == list(range(14, 114))


def test_sign_of_life_keeps_a_lease(served: Any, running: Path):
    """Pins a lease that is handed back although its operator's page is open."""
    seen: list[str] = []
    with served.socket("running") as page:
        told(page, "standing")
        served.console.desks.desk("running").instrument.lease.seen = seen.append
        page.send("here")
        grow(running, 4)
        numbers(page, 17)
    assert seen == ["anna"]


def test_a_socket_says_only_json(served: Any, running: Path):
    """Pins NaN or raw bytes in a message, which a browser's parser refuses."""
    with served.socket("running") as page:
        json.loads(page.recv(timeout=PATIENCE), parse_constant=pytest.fail)
