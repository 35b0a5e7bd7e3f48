"""A microscope on this desk: a server in this process, a tagger that says nothing, and the real command line."""

from pathlib import Path
from typing import Any

import pytest

import fractoscope.agent.session.preparation as preparation
from fractoscope.agent.command_line.main import main
from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.policy import make_survey_then_zoom
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.wire import SemServer
from tests.agent.sample_tagger import SampleTagger
from tests.instruments.scripted_adapter import ScriptedAdapter, capabilities

FRAMES = 6
MISSION = f"""
[specimen]
name = "plate 7"
[area]
outline = [{{ x_min_m = -4e-3, y_min_m = -4e-3, x_max_m = 4e-3, y_max_m = 4e-3 }}]
[instrument]
uri_file = "uri.json"
[tagger]
name = "sample"
[budget]
frames = {FRAMES}
[scan]
columns = 64
rows = 48
"""


class Desk:
    """What a user has before them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.tagger = SampleTagger()
        self.mission = folder / "mission.toml"
        self.mission.write_text(MISSION, "utf-8")
        self.server = None
        load, plugins = preparation.load, {"sample": lambda options: self.tagger, "survey": make_survey_then_zoom}
        monkeypatch.setattr(preparation, "load", lambda group, name: plugins[name] if name in plugins else load(group, name))
        self.serve()

    def serve(self):
        """Serve, anew over the same ledger if a server ran before."""
        self.close()
        self.adapter = ScriptedAdapter(capabilities())
        self.sem = LocalSem(self.adapter, EffectLedger(self.folder / "ledger" / "effects.sqlite"))
        self.server = SemServer(self.sem, uri_file=self.folder / "uri.json")

    def close(self):
        if self.server is not None:
            self.server.close()
            self.sem.close()
            self.server = None

    def type(self, *words: object) -> tuple[int, str, str]:
        """Return status, stdout and stderr of a command."""
        status = main([str(word) for word in words])
        out, err = self.capsys.readouterr()
        return status, out, err

    def run(self) -> tuple[int, str, str]:
        return self.type("run", self.mission, "--out", self.folder / "out")

    def complaint(self, *words: object, status: int) -> str:
        """Return the one line with which a command ends that fails with this status, without a traceback."""
        got, out, err = self.type(*words)
        lines = err.splitlines()
        assert got == status, err
        assert out == ""
        assert "Traceback" not in err
        assert [line for line in lines if line.startswith("fractoscope: ")] == lines[-1:]
        return lines[-1]

    @property
    def sessions(self) -> list[Path]:
        out = self.folder / "out"
        return sorted(out.iterdir()) if out.is_dir() else []

    def frames_on_record(self, session: Path) -> int:
        """Return how many frames the journal tells of, each of them on disk, after its chain was verified."""
        with Journal(session / "journal.sqlite", SystemClock()) as journal:
            journal.verify()
            frames = journal.entries(Kind.FRAME)
        assert all((session / entry.payload["file"]).exists() for entry in frames)
        return len(frames)

    def goes_on(self, session: Path) -> None:
        """Check that the session can be resumed to its end, and that no frame is taken twice."""
        status, out, err = self.type("resume", session)
        assert status == 0, err
        assert out.splitlines()[-1] == str(session)
        assert self.frames_on_record(session) == FRAMES
        assert (session / "report.html").exists()
        acquired: list[Any] = [effect[1] for effect in self.adapter.done if effect[0] == "acquire"]
        assert len(acquired) == len(set(acquired))
