"""The journal: append-only, once a key, and tampering shows."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fractoscope.agent.journal import Head, Journal, JournalTampered, Kind, RecordUnwritable
from fractoscope.instruments.clocks import SystemClock

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PAYLOADS = st.dictionaries(st.text(max_size=10), JSON, max_size=4)


def filled(path: Path, payloads: list[dict]):
    with Journal(path, SystemClock()) as journal:
        journal.append_all([(Kind.FRAME, payload, f"k{index}") for index, payload in enumerate(payloads)])
        return journal.head


def tamper(path: Path, statement: str, *values: object):
    """Change the file as somebody with a database browser would: without the triggers."""
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER entries_stay")
    connection.execute("DROP TRIGGER entries_remain")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


@given(st.lists(PAYLOADS, min_size=1, max_size=6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_written_comes_back_and_verifies(tmp_path_factory: pytest.TempPathFactory, payloads: list[dict]):
    """Pins: a payload whose JSON text differs when read back, which would break the chain of an honest journal."""
    path = tmp_path_factory.mktemp("journal") / "journal.sqlite"
    head = filled(path, payloads)
    with Journal(path, SystemClock()) as journal:
        assert journal.verify(head) == head
        assert [entry.payload for entry in journal.entries()] == payloads


@given(st.integers(1, 6), st.sampled_from(["payload", "time", "kind", "key", "digest", "previous"]))
@settings(max_examples=25, deadline=None)
def test_any_changed_field_is_named_by_its_entry(tmp_path_factory: pytest.TempPathFactory, number: int, field: str):
    """Pins: an edited entry that still verifies, or that is blamed on another entry."""
    path = tmp_path_factory.mktemp("journal") / "journal.sqlite"
    filled(path, [{"n": index} for index in range(6)])
    tamper(path, f"UPDATE entries SET {field} = 'verdict' WHERE number = ?", number)
    with Journal(path, SystemClock()) as journal, pytest.raises(JournalTampered) as caught:
        journal.verify()
    assert caught.value.number == number


@given(st.integers(1, 5))
@settings(max_examples=10, deadline=None)
def test_a_missing_entry_is_named(tmp_path_factory: pytest.TempPathFactory, number: int):
    """Pins: an entry cut out of the middle."""
    path = tmp_path_factory.mktemp("journal") / "journal.sqlite"
    filled(path, [{"n": index} for index in range(6)])
    tamper(path, "DELETE FROM entries WHERE number = ?", number)
    with Journal(path, SystemClock()) as journal, pytest.raises(JournalTampered) as caught:
        journal.verify()
    assert caught.value.number == number


def test_a_cut_off_tail_shows_against_the_recorded_head(tmp_path: Path):
    """Pins: a chain without its last entries is a valid chain by itself."""
    path = tmp_path / "journal.sqlite"
    head = filled(path, [{"n": index} for index in range(4)])
    tamper(path, "DELETE FROM entries WHERE number > 2")
    with Journal(path, SystemClock()) as journal:
        assert journal.verify().number == 2
        with pytest.raises(JournalTampered, match="entry 3"):
            journal.verify(head)


def test_a_rewritten_journal_shows_against_the_recorded_head(tmp_path: Path):
    """Pins: a journal replaced by another valid one of the same length."""
    head = filled(tmp_path / "a.sqlite", [{"n": 1}])
    filled(tmp_path / "b.sqlite", [{"n": 2}])
    with Journal(tmp_path / "b.sqlite", SystemClock()) as journal, pytest.raises(JournalTampered):
        journal.verify(head)


def test_the_same_key_is_told_once(tmp_path: Path):
    """Pins: a step journalled before a kill and again after it."""
    with Journal(tmp_path / "journal.sqlite", SystemClock()) as journal:
        first = journal.append(Kind.ACTION, {"n": 1}, key="a-1")
        again = journal.append(Kind.ACTION, {"n": 2}, key="a-1")
        other = journal.append(Kind.FRAME, {"n": 3}, key="a-1")
        assert again == first
        assert other.number == 2
        assert journal.head == Head(2, other.digest)


def test_nothing_is_written_if_one_payload_is_no_json(tmp_path: Path):
    """Pins: half of a step on record."""
    with Journal(tmp_path / "journal.sqlite", SystemClock()) as journal:
        with pytest.raises(ValueError, match="JSON"):
            journal.append_all([(Kind.FRAME, {"n": 1}, "a"), (Kind.TAGS, {"n": float("nan")}, "a")])
        assert journal.entries() == []
        assert journal.append(Kind.FRAME, {"n": 2}, "a").number == 1


def test_the_file_itself_refuses_changes(tmp_path: Path):
    """Pins: a bug of ours that updates or deletes an entry."""
    path = tmp_path / "journal.sqlite"
    filled(path, [{"n": 1}])
    connection = sqlite3.connect(path)
    for statement in ("UPDATE entries SET time = ''", "DELETE FROM entries"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_a_disk_that_refuses_is_told_with_the_way_out(tmp_path: Path):
    """Pins: a full disk as a bare sqlite traceback; what was written before must stand."""
    path = tmp_path / "journal.sqlite"
    with Journal(path, SystemClock()) as journal:
        journal.append(Kind.FRAME, {"n": 1})
        journal._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(RecordUnwritable, match="free disk space"):
            journal.append(Kind.FRAME, {"n": "x" * 200_000})
        assert len(journal.entries()) == 1
        journal.verify()


def test_a_file_that_is_no_journal_is_refused(tmp_path: Path):
    """Pins: a damaged file opened as an empty journal."""
    path = tmp_path / "journal.sqlite"
    path.write_bytes(b"this is not a database, whatever its name says" * 50)
    with pytest.raises(JournalTampered):
        Journal(path, SystemClock())
