"""The map on the page."""

import threading
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.console import belief_watch
from fractoscope.agent.console.belief_watch import BeliefWatch
from fractoscope.agent.journal import JournalTampered, Kind
from fractoscope.agent.mission import read_mission
from fractoscope.agent.report.rebuilt_belief import judge_all, observations_of, rebuild_belief
from fractoscope.agent.report.session_record import read_record
from tests.agent.console.large_session import frame_entries, make_session
from tests.agent.console.rig import append

LONG = 60.0


@pytest.fixture
def closing():
    watches: list[BeliefWatch] = []
    yield watches.append
    for watch in watches:
        watch.close()


def watch_on(session: Path, closing: Any) -> BeliefWatch:
    watch = BeliefWatch(session / "journal.sqlite", lambda: read_mission(session / "mission.toml").area)
    closing(watch)
    return watch


def test_it_is_the_reports_belief(tmp_path: Path, closing: Any):
    """Pins a page that shows other zones than the report which is handed over."""
    session = make_session(tmp_path / "s", 40, features=20)
    drawn = watch_on(session, closing).map(LONG)
    record = read_record(session)
    belief = rebuild_belief(record, observations_of(record))
    assert drawn is not None
    assert belief is not None
    assert drawn["behind"] is False
    assert drawn["frames"] == len(belief.observations)
    names = [label["id"] for label in drawn["labels"]]
    told = [names[index] if index >= 0 else None for index in drawn["cells"]["label"]]
    seen = belief.cells.inside & (belief.seen > 0.5)
    assert drawn["cells"]["seen"] == seen.tolist()
    assert told == [name if known and name in names else None for name, known in zip(belief.dominant, seen, strict=True)]
    assert drawn["zones"]
    assert [zone["mode"] for zone in drawn["zones"]] == [verdict.mode for verdict in judge_all(belief)]
    origin = belief.origin()
    assert (drawn["origin"] is None) == (origin is None)
    if origin is not None:
        assert drawn["origin"] == pytest.approx(origin.model_dump())


def test_readings_that_come_later_are_in_the_next_map(ended: Path, closing: Any):
    """Pins a map that is drawn once, and one that takes a reading in twice."""
    watch = watch_on(ended, closing)
    first = watch.map(LONG)
    assert first is not None
    assert (first["frames"], watch.map(LONG)) == (3, first)
    for kind, payload, key in frame_entries(4, 6):
        append(ended, kind, payload, key)
    grown = watch.map(LONG)
    assert grown is not None
    assert grown["frames"] == 4
    fresh = watch_on(ended, closing).map(LONG)
    assert grown == fresh


def test_whoever_asks_gets_what_there_is_and_is_told_that_more_is_to_come(root: Path, closing: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a page that waits half a minute for the map of a long session, and one that takes half a map for the whole."""
    monkeypatch.setattr(belief_watch, "_AT_ONCE", 2)
    gate, reached = threading.Semaphore(4), threading.Event()
    real = belief_watch.BeliefMap.ingest

    def ingest(self: Any, observation: Any):
        if not gate.acquire(blocking=False):
            reached.set()
            gate.acquire()
        real(self, observation)

    monkeypatch.setattr(belief_watch.BeliefMap, "ingest", ingest)
    watch = watch_on(make_session(root / "long", 7, features=6), closing)
    watch.map(0.0)
    assert reached.wait(20)
    part = watch.map(0.0)
    gate.release(100)
    whole = watch.map(LONG)
    assert part is not None
    assert whole is not None
    assert (part["frames"], part["behind"]) == (4, True)
    assert (whole["frames"], whole["behind"]) == (7, False)


def test_a_session_whose_area_is_not_known_has_no_map_until_it_is(ended: Path, closing: Any):
    """Pins an unhandled error for pictures that are mounted only once the session runs."""
    area: list[Any] = []
    watch = BeliefWatch(ended / "journal.sqlite", lambda: area[0] if area else None)
    closing(watch)
    assert watch.map(LONG) is None
    area.append(read_mission(ended / "mission.toml").area)
    drawn = watch.map(LONG)
    assert drawn is not None
    assert drawn["frames"] == 3


def test_an_empty_session_has_an_outline_and_nothing_on_it(root: Path, closing: Any):
    """Pins a page that opens with the session's first second and shows an error."""
    drawn = watch_on(make_session(root / "new", 0), closing).map(LONG)
    assert drawn is not None
    assert (drawn["frames"], drawn["cells"], drawn["zones"], drawn["origin"]) == (0, None, [], None)
    assert len(drawn["outline"]) == 1


def test_a_reading_that_is_none_is_told_each_time(ended: Path, closing: Any):
    """Pins a thread that dies at the first odd entry, after which every map is behind for ever."""
    watch = watch_on(ended, closing)
    append(ended, Kind.TAGS, {"tags": "none"}, "odd")
    for _ in range(2):
        with pytest.raises(JournalTampered, match="no reading"):
            watch.map(LONG)


def test_closing_ends_the_thread(ended: Path):
    """Pins a thread for each session that anybody ever looked at."""
    watch = BeliefWatch(ended / "journal.sqlite", lambda: None)
    watch.close()
    assert not watch._thread.is_alive()
