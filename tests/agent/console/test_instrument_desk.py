"""The console's way to an instrument server: it looks, drives, and above all stops."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.console.instrument_desk import WARM, InstrumentDesk
from fractoscope.instruments.errors import ConnectionLost, LimitExceeded, NotInControl
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import MoveStage, Phase, StagePosition
from fractoscope.instruments.wire import RemoteSem, SemServer
from tests.instruments.scripted_adapter import FakeClock, ScriptedAdapter

PATIENCE = 20.0
AWAY = MoveStage(target=StagePosition(x=1e-3, y=0.0))


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def desk(server: SemServer, tmp_path: Path, clock: FakeClock):
    desk = InstrumentDesk(lambda: RemoteSem(tmp_path / "uri.json", timeout=2.0), clock)
    yield desk
    desk.close()


def until(holds: Any) -> None:
    """Wait for another thread."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


def test_it_shows_the_instrument_and_how_old_that_is(desk: InstrumentDesk, sem: LocalSem, clock: FakeClock):
    """Pins a state of an hour ago that is shown as the present one."""
    until(lambda: desk.view.state is not None and not desk.view.lost)
    assert desk.view.state == sem.state()
    desk._ended.set()
    desk._thread.join()
    clock.advance(3.0)
    assert desk.view.age_s >= 3.0
    assert "no answer for 3" in desk.view.lost


def test_a_link_that_is_lost_is_told_and_found_again_at_its_new_address(sem: LocalSem, tmp_path: Path, clock: FakeClock):
    """Pins a page that shows a dead instrument, and one that needs a new console after the server was started anew."""
    file = tmp_path / "uri.json"
    first = SemServer(sem, uri_file=file)
    desk = InstrumentDesk(lambda: RemoteSem(file, timeout=2.0), clock)
    try:
        until(lambda: not desk.view.lost)
        first.close()
        until(lambda: desk.view.lost)
        with pytest.raises(ConnectionLost):
            desk.begin_stop().result(PATIENCE)
        with SemServer(sem, uri_file=file):
            until(lambda: not desk.view.lost)
            assert desk.begin_stop().result(PATIENCE).halted
    finally:
        desk.close()


def test_a_server_that_was_never_there_is_told(tmp_path: Path, clock: FakeClock):
    """Pins a page that cannot be opened because the instrument is off."""
    desk = InstrumentDesk(lambda: RemoteSem(tmp_path / "none.json"), clock)
    until(lambda: "none.json" in desk.view.lost)
    assert desk.view.state is None
    with pytest.raises(ConnectionLost):
        desk.begin_stop().result(PATIENCE)
    desk.close()


def test_a_stop_passes_whatever_else_blocks(desk: InstrumentDesk, adapter: ScriptedAdapter, sem: LocalSem, monkeypatch: pytest.MonkeyPatch):
    """Pins a stop that waits for a move, for a state that hangs, or for another request of the page."""
    until(lambda: not desk.view.lost)
    desk.lease.take("anna", "")
    adapter.gate.clear()
    operation = desk.drive(AWAY, "m1", "anna")
    assert adapter.begun.wait(PATIENCE)
    hanging, release = threading.Event(), threading.Event()
    state = sem.state

    def hang():
        hanging.set()
        release.wait(PATIENCE)
        return state()

    monkeypatch.setattr(sem, "state", hang)
    assert hanging.wait(PATIENCE)
    report = desk.begin_stop().result(PATIENCE)
    assert (report.halted, report.blanked, report.cancelled) == (True, True, "m1")
    assert not release.is_set()
    release.set()
    monkeypatch.undo()
    assert desk.operation(operation.action_id).phase is Phase.CANCELLED


def test_a_stop_uses_a_connection_that_stood_before(desk: InstrumentDesk, server: SemServer, clock: FakeClock):
    """Pins a stop that first connects: some milliseconds, or never, on a server whose threads are all taken."""
    until(lambda: len(server._daemons[0]._connections) == 1)
    before = set(server._daemons[0]._connections)
    desk.begin_stop().result(PATIENCE)
    desk.begin_stop().result(PATIENCE)
    assert set(server._daemons[0]._connections) == before


def test_a_way_to_a_stop_that_broke_is_made_anew_before_it_is_needed(desk: InstrumentDesk, server: SemServer, clock: FakeClock):
    """Pins a connection that was warm in the morning."""
    until(lambda: len(server._daemons[0]._connections) == 1)
    (old,) = server._daemons[0]._connections
    old.close()
    for _ in range(3):
        clock.advance(WARM + 0.1)
        before = desk._warmed
        until(lambda before=before: desk._warmed != before)
    until(lambda: any(connection is not old for connection in list(server._daemons[0]._connections)))


def test_keeping_the_way_open_asks_the_microscope_nothing(
    server: SemServer, sem: LocalSem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Pins a stop that waits behind its own errand, because a vendor's call hangs in it."""
    with RemoteSem(tmp_path / "uri.json") as remote:
        for method in ("state", "stop", "describe"):
            monkeypatch.setattr(sem, method, lambda: pytest.fail("the microscope was asked"))
        remote.keep_stop_open()
        assert remote._stops.link.is_open
        remote.keep_stop_open()


def test_driving_takes_the_lease_and_keeps_the_limits(desk: InstrumentDesk, adapter: ScriptedAdapter):
    """Pins a page that drives without control, or past the end of the stage."""
    with pytest.raises(NotInControl):
        desk.drive(AWAY, "m0", "anna")
    desk.lease.take("anna", "")
    with pytest.raises(NotInControl):
        desk.drive(AWAY, "m1", "bert")
    with pytest.raises(LimitExceeded):
        desk.drive(MoveStage(target=StagePosition(x=1.0, y=0.0)), "m2", "anna")
    desk.drive(AWAY, "m3", "anna")
    until(lambda: desk.operation("m3").phase is Phase.DONE)
    assert [done for done in adapter.done if done[0] == "move"] == [("move", 1e-3, 0.0)]


def test_the_same_action_again_moves_nothing(desk: InstrumentDesk, adapter: ScriptedAdapter):
    """Pins a click that is sent twice and drives twice."""
    desk.lease.take("anna", "")
    for _ in range(2):
        desk.drive(AWAY, "m1", "anna")
        until(lambda: desk.operation("m1").phase is Phase.DONE)
    assert len([done for done in adapter.done if done[0] == "move"]) == 1


def test_closing_hands_back_and_ends_the_threads(desk: InstrumentDesk, sem: LocalSem):
    """Pins a console that leaves an operator in control of nothing, or does not end."""
    desk.lease.take("anna", "")
    desk.close()
    assert sem.state().lease is None
    assert not desk._thread.is_alive()
