"""A session told by a journal that somebody else writes."""

import sqlite3
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fractoscope.agent.console.session_watch import RECENT, SessionWatch
from fractoscope.agent.journal import Journal, JournalTampered, Kind
from fractoscope.agent.oversight import Mode, Wishes
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.clocks import SystemClock
from tests.agent.console.large_session import frame_entries, make_session
from tests.agent.console.rig import append

TARGET = {"x": 0.0, "y": 0.0, "width": 1e-3}
WORDS: tuple[tuple[Kind, dict[str, Any]], ...] = (
    (Kind.OPERATOR, {"command": "pause", "by": "anna", "details": {}}),
    (Kind.OPERATOR, {"command": "resume", "by": "anna", "details": {}}),
    (Kind.OPERATOR, {"command": "look_here", "by": "anna", "details": {"field": TARGET, "first": False}}),
    (Kind.OPERATOR, {"command": "finish_now", "by": "anna", "details": {}}),
    (Kind.OPERATOR, {"command": "from a later version", "by": "anna", "details": {}}),
    (Kind.REFUSAL, {"step": 1, "proposal": {"id": "operator-2"}, "text": "no"}),
    (Kind.FAULT, {"text": "the beam was lost"}),
    (Kind.SESSION, {"event": "opened", "simulated": True}),
)


@pytest.fixture
def watch(ended: Path):
    watch = SessionWatch(SessionFolder(ended))
    yield watch
    watch.close()


def whole(session: Path) -> dict[str, Any]:
    """Return what a watch knows that reads a journal in one go."""
    watch = SessionWatch(SessionFolder(session))
    watch.refresh()
    watch.close()
    return known(watch)


def known(watch: SessionWatch) -> dict[str, Any]:
    return {
        "rows": {key: asdict(row) for key, row in watch.rows.items()},
        "numbers": {number: row.frame_id for number, row in watch._by_number.items()},
        "recent": list(watch.recent),
        "wishes": watch.wishes,
        "head": watch.head,
        "opened": watch.opened,
    }


@given(batches=st.lists(st.lists(st.integers(0, len(WORDS)), min_size=1, max_size=4), max_size=6))
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_folded_bit_by_bit_is_what_is_read_in_one_go(tmp_path_factory: Any, batches: list[list[int]]):
    """Pins an incremental view that drifts from the record: an entry skipped, or folded twice."""
    session = make_session(tmp_path_factory.mktemp("watch") / "s", 2, features=3)
    watch, frames = SessionWatch(SessionFolder(session)), 2
    for batch in batches:
        with Journal(session / "journal.sqlite", SystemClock()) as journal:
            for choice in batch:
                if choice == len(WORDS):
                    frames += 1
                    journal.append_all(frame_entries(frames, 3))
                else:
                    journal.append(*WORDS[choice])
        watch.refresh()
    watch.refresh()
    watch.close()
    assert known(watch) == whole(session)
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        assert watch.wishes == Wishes.at_start(Mode.AUTONOMOUS).after_all(journal.entries())


def test_rows_hold_what_the_whole_entries_hold(watch: SessionWatch, ended: Path):
    """Pins a fast way of reading that leaves out what the page shows."""
    append(ended, Kind.FRAME, {**frame_entries(50)[2][1]}, "plate-00050-frame")
    append(ended, Kind.TAGS, frame_entries(50)[3][1], "plate-00050-frame")
    watch.refresh()
    with Journal(ended / "journal.sqlite", SystemClock()) as journal:
        entries = {(entry.kind, entry.key): entry.payload for entry in journal.entries()}
    for key, row in watch.rows.items():
        frame, tags = entries[Kind.FRAME, key], entries[Kind.TAGS, key]["tags"]
        assert (row.number, row.file, row.x, row.width) == (
            frame["number"],
            frame["file"],
            frame["metadata"]["position"]["x"],
            frame["metadata"]["field_width"],
        )
        assert (row.said, row.quality) == (tags["asserted"], tags["quality"]["flags"])
    assert watch.rows["plate-00050-frame"].quality == ["out_of_focus"]


def test_a_frame_without_place_scale_or_reading_has_a_row_all_the_same(watch: SessionWatch, ended: Path):
    """Pins a session that cannot be opened because of one frame without metadata."""
    append(ended, Kind.FRAME, {"number": 4, "file": "frames/000004.ome.tif", "metadata": {"position": None, "scan": None}}, "bare")
    append(ended, Kind.TAGS, {"tags": {}}, "bare")
    append(ended, Kind.TAGS, {}, "reading without its frame")
    watch.refresh()
    row = watch.row(4)
    assert row is not None
    assert (row.x, row.width, row.said, row.quality) == (None, None, [], [])


def test_what_another_process_writes_is_seen(watch: SessionWatch, ended: Path):
    """Pins a view that only notices its own process's writing, or asks the disk for all of it each time."""
    watch.refresh()
    assert not watch.has_grown
    program = (
        "import sys; from pathlib import Path; from fractoscope.agent.journal import Journal, Kind;"
        "from fractoscope.instruments.clocks import SystemClock;"
        "Journal(Path(sys.argv[1]), SystemClock()).append(Kind.FAULT, {'text': 'from elsewhere'})"
    )
    subprocess.run([sys.executable, "-c", program, str(ended / "journal.sqlite")], check=True)
    assert watch.has_grown
    (entry,) = watch.refresh()
    assert entry.payload == {"text": "from elsewhere"}
    assert watch.recent[-1] == entry
    assert not watch.has_grown
    assert watch.refresh() == []


def test_only_the_latest_events_are_kept(watch: SessionWatch, ended: Path):
    """Pins memory that grows with each refusal."""
    for number in range(RECENT + 5):
        append(ended, Kind.FAULT, {"text": str(number)})
    watch.refresh()
    assert [entry.payload["text"] for entry in watch.recent] == [str(number) for number in range(5, RECENT + 5)]


def test_a_session_that_is_opened_again_goes_on(watch: SessionWatch, ended: Path):
    """Pins a resumed session that is shown as finished, or whose second half is missing."""
    append(ended, Kind.OPERATOR, {"command": "finish_now", "by": "anna", "details": {}})
    watch.refresh()
    assert watch.wishes.finish == "anna"
    before = watch.opened
    append(ended, Kind.SESSION, {"event": "opened", "simulated": True})
    for kind, payload, key in frame_entries(4, 3):
        append(ended, kind, payload, key)
    watch.refresh()
    assert watch.wishes.finish == ""
    assert watch.opened != before
    assert len(watch.rows) == 4


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (Kind.FRAME, {}),
        (Kind.FRAME, {"number": "x", "file": "f"}),
        (Kind.FRAME, {"number": 1, "file": "f", "metadata": []}),
        (Kind.FRAME, {"number": 1, "file": "f", "metadata": {"scan": {"rows": 1, "columns": 0}}}),
        (Kind.DECISION, {"step": "x", "proposal": {}, "consent_s": 1}),
        (Kind.DECISION, {"proposal": 7}),
    ],
)
def test_an_entry_that_is_none_is_named(watch: SessionWatch, ended: Path, kind: Kind, payload: dict[str, Any]):
    """Pins an unhandled error for a record that another program wrote to."""
    watch.refresh()
    append(ended, kind, payload, "odd")
    for _ in range(2):
        with pytest.raises(JournalTampered, match="entry 14"):
            watch.refresh()
    assert len(watch.rows) == 3


def test_a_row_that_is_no_json_is_named(watch: SessionWatch, ended: Path):
    """Pins a parser's error in place of a word about the journal."""
    watch.refresh()
    connection = sqlite3.connect(ended / "journal.sqlite")
    with connection:
        connection.execute("INSERT INTO entries VALUES (14, 'now', 'fault', 'k', '{', '', '')")
    connection.close()
    with pytest.raises(JournalTampered):
        watch.refresh()


def test_a_file_that_is_no_journal_is_refused(ended: Path):
    """Pins a database error with a traceback."""
    (ended / "journal.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(JournalTampered):
        SessionWatch(SessionFolder(ended)).refresh()


def test_a_journal_that_is_replaced_or_gone_is_noticed(watch: SessionWatch, ended: Path):
    """Pins a view that goes on telling a file which nobody writes any more."""
    assert not watch.is_replaced
    copy = ended / "copy"
    copy.write_bytes((ended / "journal.sqlite").read_bytes())
    copy.replace(ended / "journal.sqlite")
    assert watch.is_replaced
    (ended / "journal.sqlite").unlink()
    assert watch.is_replaced
