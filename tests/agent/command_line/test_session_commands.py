"""`demo`, `run`, `resume`, `report` and `score`, with functions that stand in for the session."""

import json
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.command_line.main import main
from fractoscope.agent.mission import MissionError
from fractoscope.agent.progress import Progress
from fractoscope.instruments.errors import ConnectionLost, NotInControl


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a session that has ended, with a report."""
    session = tmp_path / "20260101T000000-x"
    session.mkdir()
    (session / "summary.json").write_text(json.dumps({"outcome": "budget", "frames": 7}), encoding="utf-8")
    (session / "report.html").touch()
    return session


def _stand_in(monkeypatch: pytest.MonkeyPatch, name: str, outcome: Path | BaseException) -> list[tuple[Any, ...]]:
    calls: list[tuple[Any, ...]] = []

    def session(*arguments: Any) -> Path:
        progress: Progress = arguments[-1]
        progress.event("server is up")
        progress.frame(1, 7, "survey")
        calls.append(arguments[:-1])
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(f"fractoscope.agent.session.{name}", session)
    return calls


def test_run_prints_the_session_as_its_last_line(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Scripts read the last line of stdout; progress there would be taken for it."""
    calls = _stand_in(monkeypatch, "run_mission", folder)
    assert main(["run", "mission.toml", "--out", "there"]) == 0
    out, err = capsys.readouterr()
    assert calls == [(Path("mission.toml"), Path("there"))]
    assert out.splitlines()[-2:] == [f"report: {folder / 'report.html'}", str(folder)]
    assert err.splitlines() == ["server is up", "frame 1/7: survey"]


def test_demo_passes_its_options_on(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """A seed that is typed and not used makes every demo the same."""
    calls = _stand_in(monkeypatch, "run_demo", folder)
    assert main(["demo", "--seed", "9", "--family", "cup_and_cone", "--frames", "12", "--out", "d"]) == 0
    assert main(["demo"]) == 0
    assert calls == [(Path("d"), 9, 12, "cup_and_cone"), (Path("demo"), 0, 40, "plate")]


def test_resume_takes_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The same command that a failed session tells to type."""
    calls = _stand_in(monkeypatch, "resume_session", folder)
    assert main(["resume", str(folder)]) == 0
    assert calls == [(folder,)]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (MissionError("m.toml", "budget.frames", "is 0; give 1 or more"), 2),
        (NotInControl(fence=1, holder="ada", role="operator", note="console"), 3),
        (ConnectionLost(address="PYRO:sem", reason="refused"), 4),
        (KeyboardInterrupt(), 130),
    ],
)
def test_a_session_that_ends_early_tells_how(
    error: BaseException, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """A refused lease and a lost connection need different hands."""
    _stand_in(monkeypatch, "run_mission", error)
    assert main(["run", "m.toml"]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1].startswith("fractoscope: ")


@pytest.mark.parametrize(("outcome", "status"), [("completed", 0), ("budget", 0), ("aborted", 130), ("failed", 5)])
def test_the_status_follows_the_outcome(outcome: str, status: int, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """A failed session that ends with 0 passes in CI."""
    (folder / "summary.json").write_text(json.dumps({"outcome": outcome, "frames": 7}), encoding="utf-8")
    _stand_in(monkeypatch, "resume_session", folder)
    assert main(["resume", str(folder)]) == status
