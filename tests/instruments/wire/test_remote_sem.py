"""A remote microscope is used like a local one, and says so when the link breaks."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import ConnectionLost, LimitExceeded, SemError
from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import AcquireFrame, Phase, Role, SetBeam
from fractoscope.instruments.wire import RemoteSem, SemServer, ServerAddress

from ..scripted_adapter import FakeClock, ScriptedAdapter, capabilities  # noqa: TID252 - test modules have no package name of their own


def test_values_arrive_as_they_are(remote: RemoteSem, sem: LocalSem, far_agent: Any, look: Any):
    """Pins a tuple, an enum or a time that comes back as something else."""
    assert isinstance(remote, Microscope)
    assert remote.describe() == sem.describe()
    assert remote.state() == sem.state()
    operation = far_agent.perform(look())
    assert operation == sem.wait(operation.action_id, 0.0)
    assert remote.renew_lease(far_agent.fence) == sem.state().lease
    beam = remote.state().beam.replace(voltage=5e3)
    assert far_agent.perform(SetBeam(beam=beam)).phase is Phase.DONE
    remote.release_lease(far_agent.fence)
    assert remote.state().lease is None
    assert remote.stop() == sem.stop()


def test_all_connections_share_one_microscope(server: SemServer, remote: RemoteSem):
    """Pins Pyro5's one object per connection, under which agent and console each get their own microscope."""
    lease = remote.take_lease("agent", Role.AGENT)
    with RemoteSem(server.address) as console:
        assert console.state().lease == lease


def test_refusals_are_the_same_as_near_by(far_agent: Any, move: Any):
    """Pins a limit that arrives as text only."""
    with pytest.raises(LimitExceeded) as refusal:
        far_agent.start(move(1.0))
    assert refusal.value.fields == {"axis": "x", "value": 1.0, "low": -0.01, "high": 0.01, "unit": "m"}
    with pytest.raises(LimitExceeded):
        far_agent.microscope.check(move(1.0))


def test_any_thread_may_use_it(remote: RemoteSem):
    """Pins Pyro5's "the calling thread is not the owner of this proxy"."""
    states = []
    threads = [threading.Thread(target=lambda: states.append(remote.state())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states == [remote.state()] * 5


def test_stop_passes_a_move_and_a_wait(far_agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a stop that queues behind the caller who waits for the move."""
    adapter.gate.clear()
    far_agent.start(move(1e-3), "m")
    assert adapter.begun.wait(5)
    ended = []
    waiter = threading.Thread(target=lambda: ended.append(far_agent.microscope.wait("m", 10.0)))
    waiter.start()
    report = far_agent.microscope.stop()
    waiter.join(5)
    assert (report.halted, report.blanked, report.cancelled) == (True, True, "m")
    assert [operation.phase for operation in ended] == [Phase.CANCELLED]


def test_stop_falls_back_to_the_main_port(sem: LocalSem, tmp_path: Path):
    """Pins an instrument that cannot be stopped because its stop port broke."""
    with SemServer(sem) as server, RemoteSem(server.address) as remote:
        server._daemons[0].end()
        assert remote.stop().halted


def test_the_stop_port_looks_and_stops_and_nothing_else(server: SemServer):
    """Pins a way around the lease through the stop port."""
    from Pyro5.api import Proxy

    with Proxy(server.address.stop) as proxy:
        proxy._pyroHandshake = {"fractoscope": 1}
        proxy._pyroBind()
        assert proxy._pyroMethods == {"reach", "stop", "state"}


def test_a_server_that_is_gone_is_a_lost_connection(sem: LocalSem, tmp_path: Path, move: Any):
    """Pins a Pyro5 exception that reaches the agent, and a client that acts on after a silent reconnect."""
    file = tmp_path / "uri.json"
    with SemServer(sem, uri_file=file):
        remote = RemoteSem(file)
        fence = remote.take_lease("agent", Role.AGENT).fence
    for call in (remote.state, remote.stop, lambda: remote.renew_lease(fence), lambda: remote.take_lease("agent", Role.AGENT)):
        with pytest.raises(ConnectionLost):
            call()
    with SemServer(sem, uri_file=file):
        with pytest.raises(ConnectionLost, match="reconnect"):
            remote.take_lease("agent", Role.AGENT)
        assert remote.reconnect() == sem.state()
        assert remote.take_lease("agent", Role.AGENT).fence > fence
        remote.close()


def test_a_read_survives_a_broken_connection(remote: RemoteSem, server: SemServer):
    """Pins a session that ends because a switch was plugged over while it only looked."""
    before = remote.state()
    for connection in list(server._daemons[1]._connections):
        connection.close()
    assert remote.state() == before


def test_an_act_is_never_repeated_by_itself(far_agent: Any, server: SemServer, adapter: ScriptedAdapter, move: Any):
    """Pins a move sent twice because its first answer was lost."""
    for connection in list(server._daemons[1]._connections):
        connection.close()
    with pytest.raises(ConnectionLost):
        far_agent.start(move(1e-3), "m")
    with pytest.raises(ConnectionLost, match="reconnect"):
        far_agent.start(move(1e-3), "m")
    far_agent.microscope.reconnect()
    assert far_agent.perform(move(1e-3), "m").phase is Phase.DONE


def test_a_late_answer_is_a_lost_connection(sem: LocalSem, server: SemServer, monkeypatch: pytest.MonkeyPatch):
    """Pins a client that hangs with its server, or asks a busy server again and again."""
    asked = []
    release = threading.Event()

    def hang():
        asked.append(1)
        release.wait(10)
        raise SemError(reason="too late")

    with RemoteSem(server.address, timeout=0.2) as remote:
        monkeypatch.setattr(sem, "state", hang)
        began = time.monotonic()
        with pytest.raises(ConnectionLost, match=r"no answer within 0\.2 s"):
            remote.state()
        assert time.monotonic() - began < 5
        assert len(asked) == 1
        release.set()


def test_a_long_wait_is_made_of_short_calls(far_agent: Any, adapter: ScriptedAdapter, move: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a wait that outlasts the socket's timeout and counts as a lost connection."""
    from fractoscope.instruments.wire import remote_sem

    monkeypatch.setattr(remote_sem, "LONGEST_WAIT", 0.05)
    adapter.gate.clear()
    far_agent.start(move(1e-3), "m")
    assert far_agent.microscope.wait("m", 0.3).phase is Phase.RUNNING
    adapter.gate.set()
    assert far_agent.microscope.wait("m", 5.0).phase is Phase.DONE


def test_another_microscope_at_the_same_address_is_refused(sem: LocalSem, tmp_path: Path, clock: FakeClock):
    """Pins a session that goes on, unasked, on a simulator after the real microscope went away."""
    file = tmp_path / "uri.json"
    with SemServer(sem, uri_file=file):
        remote = RemoteSem(file)
    other = ScriptedAdapter(capabilities(instrument="another"), clock)
    with LocalSem(other, EffectLedger(tmp_path / "other.sqlite"), clock=clock) as replaced, SemServer(replaced, uri_file=file):
        with pytest.raises(ConnectionLost, match="another answers in place of scripted 1"):
            remote.reconnect()
        remote.close()


@pytest.mark.parametrize(
    ("content", "error", "says"), [(None, ConnectionLost, "not there"), ("{", SemError, "no URI file"), ("{}", SemError, "no URI file")]
)
def test_a_bad_uri_file_is_told_plainly(tmp_path: Path, content: Any, error: Any, says: str):
    """Pins a traceback of the JSON parser for a mistyped path."""
    file = tmp_path / "uri.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(error, match=says):
        RemoteSem(file)


@pytest.mark.parametrize("uri", ["PYRO:fractoscope.sem@192.0.2.1:5000", "PYRO:fractoscope.sem@sem-pc:5000"])
def test_a_server_on_another_machine_is_refused_until_there_is_tls(uri: str):
    """Pins control of a microscope over an open network."""
    with pytest.raises(SemError, match="TLS"):
        RemoteSem(ServerAddress(sem=uri, stop=uri, pid=1, simulated=True))


def test_nothing_listens_there(unused_port: int):
    """Pins a refused connection that surfaces as OSError."""
    uri = f"PYRO:fractoscope.sem@127.0.0.1:{unused_port}"
    with pytest.raises(ConnectionLost):
        RemoteSem(ServerAddress(sem=uri, stop=uri, pid=1, simulated=True))


@pytest.fixture
def unused_port():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_the_frame_id_of_a_killed_client_is_enough(far_agent: Any, server: SemServer, look: Any):
    """Pins a frame that only the connection which took it can fetch."""
    far_agent.perform(look(), "f")
    far_agent.microscope.close()
    with RemoteSem(server.address) as heir:
        assert heir.frame("f").metadata.frame_id == "f"
        assert heir.wait("f", 0.0).phase is Phase.DONE


def test_an_action_is_validated_on_the_server(remote: RemoteSem):
    """Pins a server that believes what a foreign client sends."""
    link = remote._links.link
    for method, arguments in [
        ("check", [{"kind": "autofocus", "field_width": -1.0}]),
        ("check", [{"kind": "format_disk"}]),
        ("check", ["move"]),
        ("start", [AcquireFrame(field_width=1e-3).model_dump(mode="json"), {"action_id": "../../etc", "fence": 1}]),
        ("take_lease", ["x" * 1000, "agent", "", 1.0]),
        ("take_lease", ["x", "root", "", 1.0]),
        ("wait", ["a", float("inf")]),
        ("frame_chunk", ["a", -1]),
        ("renew_lease", [{"__class__": "Pyro5.client.Proxy", "state": ("PYRO:x@192.0.2.1:1", (), (), (), "hello", None)}]),
    ]:
        with pytest.raises(SemError, match="not understood"):
            link.call(method, *arguments)


@pytest.mark.parametrize("value", ["0.001", True, None])
def test_only_numbers_are_numbers(remote: RemoteSem, value: Any):
    """Pins True read as 1 m, and a text read as a length."""
    link = remote._links.link
    move = {"kind": "move_stage", "target": {"x": value, "y": 0.0}}
    ticket = {"action_id": "m", "fence": value}
    for method, arguments in [
        ("check", [move]),
        ("start", [{"kind": "autofocus", "field_width": 1e-3}, ticket]),
        ("renew_lease", [value]),
        ("take_lease", ["agent", "agent", "", value]),
    ]:
        with pytest.raises(SemError, match="not understood"):
            link.call(method, *arguments)


def test_a_number_too_long_for_any_text_is_refused_like_others(remote: RemoteSem):
    """Pins a refusal that fails at its own text: the server failed with OverflowError."""
    with pytest.raises(SemError, match=r"scan\.columns: Input should be less"):
        remote._links.link.call("check", {"kind": "acquire_frame", "field_width": 1e-3, "scan": {"columns": 10**350}})


@pytest.mark.parametrize("call", [("start",), ("state", 1), ("supervise",), ("_microscope",), ("__class__",)])
def test_what_is_not_on_offer_is_refused_with_an_error_of_the_tree(remote: RemoteSem, call: tuple[Any, ...]):
    """Pins a bare TypeError or AttributeError for a client that calls what is not there."""
    with pytest.raises(SemError, match="not understood"):
        remote._links.link.call(*call)


def test_a_stop_uses_the_connection_that_was_kept_open(remote: RemoteSem, server: SemServer):
    """Pins a stop that connects first: milliseconds that a moving stage goes on, and no way through once a server's threads are taken."""
    remote.keep_stop_open()
    (connection,) = server._daemons[0]._connections
    remote.keep_stop_open()
    assert remote.stop().halted
    assert list(server._daemons[0]._connections) == [connection]


def test_a_connection_that_broke_is_told_and_made_anew(remote: RemoteSem, server: SemServer):
    """Pins a console that takes a dead connection for a warm one."""
    remote.keep_stop_open()
    (connection,) = server._daemons[0]._connections
    connection.close()
    with pytest.raises(ConnectionLost):
        remote.keep_stop_open()
    remote.keep_stop_open()
    assert remote._stops.link.is_open
    assert remote.stop().halted
