"""The simulator's own account of what happened."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fractoscope.instruments.errors import BadFile, SemError
from fractoscope.simulators.physical_record import PhysicalRecord

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_every_effect_is_on_disk_before_append_returns(tmp_path: Path):
    """Pins an effect that a kill -9 right after it erases from the record."""
    file = tmp_path / "effects.jsonl"
    record = PhysicalRecord(file)
    for serial in (1, 2):
        assert record.append("move", NOW, target={"x": serial}) == serial
        assert len(file.read_text(encoding="utf-8").splitlines()) == serial
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[1]) == {
        "serial": 2,
        "effect": "move",
        "time": NOW.isoformat(),
        "target": {"x": 2},
    }


def test_a_record_is_continued_after_a_crash_in_the_middle_of_a_line(tmp_path: Path):
    """Pins a record that refuses to open, or numbers twice, after the machine went down while writing."""
    file = tmp_path / "effects.jsonl"
    PhysicalRecord(file).append("move", NOW)
    with file.open("a", encoding="utf-8") as stream:
        stream.write('{"serial": 2, "eff')
    record = PhysicalRecord(file)
    assert len(record.lines("move")) == 1
    assert record.append("scan", NOW) == 2
    assert [line["serial"] for line in PhysicalRecord(file).lines()] == [1, 2]


def test_a_file_that_is_no_record_is_refused_and_kept(tmp_path: Path):
    """Pins a notes file that is overwritten because its name was given by mistake."""
    file = tmp_path / "notes.txt"
    file.write_text("my notes\n", encoding="utf-8")
    with pytest.raises(BadFile):
        PhysicalRecord(file)
    assert file.read_text(encoding="utf-8") == "my notes\n"


def test_a_full_disk_refuses_the_effect_and_keeps_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins half a line, after which nothing can be read, and an effect that takes place unrecorded."""
    file = tmp_path / "effects.jsonl"
    record = PhysicalRecord(file)
    record.append("move", NOW)
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(SemError, match="disk space"):
            record.append("move", NOW)
    assert record.append("scan", NOW) == 2
    assert [line["effect"] for line in PhysicalRecord(file).lines()] == ["move", "scan"]
