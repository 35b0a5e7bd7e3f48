"""A disk that fills up at each place where something is written."""

import errno
import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import fractoscope.agent.report
from fractoscope.agent.journal import Journal
from fractoscope.agent.session import work
from fractoscope.instruments.files import frame_writer
from fractoscope.instruments.server import frame_spool

from .desk import FRAMES, Desk


def no_space() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def fill(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, error: Exception, after: int) -> None:
    """Let a function refuse from its `after`-th call on."""
    real, calls = getattr(owner, name), count()

    def refuse(*arguments: Any, **named: Any) -> Any:
        if next(calls) >= after:
            raise error
        return real(*arguments, **named)

    monkeypatch.setattr(owner, name, refuse)


@pytest.mark.parametrize("where", ["frame file", "instrument's frame", "journal", "checkpoint", "summary", "report"])
def test_a_full_disk_is_told_loses_nothing_and_the_session_goes_on(desk: Desk, where: str, monkeypatch: pytest.MonkeyPatch):
    """Pins: a torn journal, a frame that is journalled and not on disk, a session that cannot go on, or the wrong file to blame."""
    from langgraph.checkpoint.sqlite import SqliteSaver

    full = sqlite3.OperationalError("database or disk is full")
    with monkeypatch.context() as patch:
        match where:
            case "frame file":
                fill(patch, frame_writer, "_write_tiff", no_space(), 3)
            case "instrument's frame":
                fill(patch, frame_spool, "_write", no_space(), 6)
            case "journal":
                fill(patch, Journal, "_insert", full, 12)
            case "checkpoint":
                fill(patch, SqliteSaver, "put", full, 8)
            case "summary":
                fill(patch, work, "hand_over", no_space(), 0)
            case _:
                fill(patch, fractoscope.agent.report, "write_report", no_space(), 0)
        line = desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=5)
    assert "disk" in line
    session = desk.sessions[0]
    assert str(session) in line or "frames" in line
    before = desk.frames_on_record(session)
    assert before == (FRAMES if where in {"summary", "report"} else before)
    assert not list((session / "frames").glob("*.part"))
    desk.goes_on(session)


def test_a_full_disk_before_the_first_frame_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """Pins: a folder that looks like a session and is none."""
    fill(monkeypatch, Path, "write_bytes", no_space(), 0)
    line = desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=5)
    assert "free disk space" in line
    assert desk.sessions == []
