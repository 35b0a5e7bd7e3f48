"""One desk a session: opened when asked for, opened anew when its journal is another, and in nobody's way."""

import threading
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.console import session_desks
from fractoscope.agent.console.session_desk import SessionDesk
from fractoscope.agent.console.session_desks import SessionDesks
from fractoscope.agent.journal import JournalTampered, Kind
from fractoscope.agent.oversight import CommandRefused
from fractoscope.agent.oversight.operator_command import Note, Pause
from fractoscope.agent.session.session_file import read_session_file
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.clocks import SystemClock
from tests.agent.console.large_session import make_session
from tests.agent.console.rig import append


@pytest.fixture
def desks(root: Path):
    desks = SessionDesks(root, SystemClock())
    yield desks
    desks.close()


def test_a_desk_is_opened_once(desks: SessionDesks, ended: Path):
    """Pins a journal that is folded again at each request."""
    found: list[SessionDesk] = []
    threads = [threading.Thread(target=lambda: found.append(desks.desk("ended"))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [desk is found[0] for desk in found] == [True] * 5
    assert desks.open_desks == [found[0]]


def test_a_long_session_that_opens_holds_up_no_other(desks: SessionDesks, ended: Path, root: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a stop of one microscope that waits until the record of another one is read."""
    make_session(root / "other", 0)
    begun, release = threading.Event(), threading.Event()
    real = session_desks.SessionDesk

    def slow(folder: SessionFolder, clock: Any, tls: Path | None):
        if folder.path.name == "ended":
            begun.set()
            release.wait(20)
        return real(folder, clock, tls)

    monkeypatch.setattr(session_desks, "SessionDesk", slow)
    opening = threading.Thread(target=lambda: desks.desk("ended"))
    opening.start()
    assert begun.wait(20)
    assert desks.desk("other").watch.head == 1
    assert not release.is_set()
    release.set()
    opening.join()


def test_a_journal_that_was_restored_from_a_copy_is_read_anew(desks: SessionDesks, ended: Path):
    """Pins a console that must be started anew after a damaged journal was mended."""
    good = (ended / "journal.sqlite").read_bytes()
    append(ended, Kind.FRAME, {"number": "x"}, "odd")
    with pytest.raises(JournalTampered):
        desks.desk("ended")
    for name in ("journal.sqlite-wal", "journal.sqlite-shm"):
        (ended / name).unlink(missing_ok=True)
    (ended / "copy").write_bytes(good)
    (ended / "copy").replace(ended / "journal.sqlite")
    first = desks.desk("ended")
    assert len(first.watch.rows) == 3
    (ended / "copy").write_bytes(good)
    (ended / "copy").replace(ended / "journal.sqlite")
    assert desks.open_desk("ended") is None
    assert desks.opened("ended") is first
    assert desks.desk("ended") is not first
    assert desks.open_desks == [desks.desk("ended")]


def test_a_session_that_ended_takes_notes_of_nobody(desks: SessionDesks, ended: Path):
    """Pins a command into a record that was handed over."""
    desk = desks.desk("ended")
    assert not desk.running
    assert desk.instrument is None
    with pytest.raises(CommandRefused, match="resume"):
        desk.command("anna", "t1", Note(text="late"))
    assert desk.watch.head == 13


def test_a_session_that_is_resumed_gets_its_instrument_back(desks: SessionDesks, ended: Path):
    """Pins a page that has no stop button after `resume`, until the console is started anew."""
    desk = desks.desk("ended")
    assert desk.instrument is None
    read_session_file(ended).replace(outcome="running").write(SessionFolder(ended))
    append(ended, Kind.SESSION, {"event": "opened", "simulated": True})
    desk.refresh()
    assert desk.instrument is not None


def test_a_running_session_without_an_agent_takes_no_commands(desks: SessionDesks, running: Path):
    """Pins a pause that nobody will ever read, answered as if it counted."""
    desk = desks.desk("running")
    desk.command("anna", "t1", Pause())
    (running / "pulse.json").unlink()
    with pytest.raises(CommandRefused):
        desk.command("anna", "t2", Pause())


def test_what_is_commanded_is_known_at_once(desks: SessionDesks, running: Path):
    """Pins a second click that is judged by what held before the first one."""
    desk = desks.desk("running")
    desk.command("anna", "t1", Pause())
    desk.refresh()
    assert desk.watch.wishes.paused
