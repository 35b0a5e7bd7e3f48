"""A session of five thousand frames."""

import threading
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.console import belief_watch
from fractoscope.agent.journal import Kind
from fractoscope.agent.journal.journal_reader import JournalReader
from tests.agent.console.large_session import make_session
from tests.agent.console.rig import Console, append

FRAMES = 5000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory):
    return make_session(tmp_path_factory.mktemp("large") / "large", FRAMES)


@pytest.mark.slow
def test_a_session_of_five_thousand_frames_opens_without_its_readings(large: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins an opening that makes Python values of sixty megabytes of readings, of which it needs a hundredth."""
    largest = 0
    real = JournalReader.outlines

    def outlines(self: Any, after: int, most: int):
        nonlocal largest
        entries = real(self, after, most)
        largest = max([largest, *(len(str(entry.payload)) for entry in entries if entry.kind is Kind.TAGS)])
        return entries

    monkeypatch.setattr(JournalReader, "outlines", outlines)
    monkeypatch.setattr(JournalReader, "entries", lambda *_: pytest.fail("the whole journal was read"))
    console = Console(large)
    told = console.get("large")
    assert told.status_code == 200
    assert len(told.json()["frames"]) == FRAMES
    assert 0 < largest < 300
    console.close()


@pytest.mark.slow
def test_an_open_session_of_five_thousand_frames_takes_a_bounded_room(large: Path):
    """Pins a console that keeps all readings of all sessions that anybody ever looked at."""
    console = Console(large)
    tracemalloc.start()
    console.get("large")
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Rows of a kilobyte each, and while they are put together the answer and its JSON.
    assert held < 40e6
    assert most < 120e6
    console.close()


def test_nothing_waits_for_the_map(root: Path, running: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a stop, or an entry, that comes only after the map of a long session is drawn."""
    begun, release = threading.Event(), threading.Event()

    def endless(*_: Any):
        begun.set()
        release.wait(60)

    monkeypatch.setattr(belief_watch.BeliefMap, "ingest", endless)
    monkeypatch.setattr(belief_watch, "PATIENCE", 0.0)
    console = Console(root)
    assert console.desks.desk("running").belief.map(0.0)["behind"] is True
    assert begun.wait(20)
    append(running, Kind.FAULT, {"text": "new"})
    assert console.get("running").json()["head"] == 14
    assert console.get("running/frames/1").status_code == 200
    assert console.command("running", "pause").status_code == 200
    assert console.post("running/instrument/stop").json()["halted"] is True
    assert not release.is_set()
    release.set()
    console.close()
