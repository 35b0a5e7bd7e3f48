"""Sessions over a server in this process: identity, refusals, and what is left on disk."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import fractoscope.agent.session.preparation as preparation
from fractoscope.agent.journal import Journal, JournalTampered, Kind
from fractoscope.agent.mission import MissionError
from fractoscope.agent.oversight import CommandDesk, Mode, Wishes, read_beat
from fractoscope.agent.oversight.operator_command import CorrectTag
from fractoscope.agent.policy import make_survey_then_zoom
from fractoscope.agent.progress import Silence
from fractoscope.agent.session import SessionError, SessionLock, read_session_file, resume_session, run_mission
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.facility import find_facility
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import Role
from fractoscope.instruments.wire import SemServer
from tests.agent.sample_tagger import SampleTagger
from tests.instruments.scripted_adapter import ScriptedAdapter, capabilities

MISSION = """
[specimen]
name = "plate / 7"
[area]
outline = [{ x_min_m = -4e-3, y_min_m = -4e-3, x_max_m = 4e-3, y_max_m = 4e-3 }]
[instrument]
uri_file = "uri.json"
[tagger]
name = "sample"
[budget]
frames = 6
[scan]
columns = 64
rows = 48
"""


class Lab:
    """A server that can be replaced, a tagger that can break, and a mission file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tagger = SampleTagger()
        self.mission = folder / "mission.toml"
        self.mission.write_text(MISSION, "utf-8")
        self.server = None
        self.sem = None

    def serve(self, ledger: str = "ledger", facility: Path | None = None, **described: Any):
        self.close()
        self.adapter = ScriptedAdapter(capabilities(**described))
        rules = find_facility(facility, {})
        self.sem = LocalSem(self.adapter, EffectLedger(self.folder / ledger / "effects.sqlite"), facility=rules)
        self.server = SemServer(self.sem, uri_file=self.folder / "uri.json")
        self.server.__enter__()

    def close(self):
        if self.server is not None:
            self.server.__exit__(None, None, None)
            self.sem.close()
            self.server = None

    def run(self):
        return run_mission(self.mission, self.folder / "out", Silence())

    def broken_session(self, at: int = 3):
        self.tagger.fail_at = at
        with pytest.raises(RuntimeError, match="the model broke"):
            self.run()
        self.tagger.fail_at = None
        return next((self.folder / "out").iterdir())

    def resume(self, session: Path):
        return resume_session(session, Silence())


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lab = Lab(tmp_path)
    plugins: dict[str, Callable[..., Any]] = {"sample": lambda options: lab.tagger, "survey": make_survey_then_zoom}
    monkeypatch.setattr(preparation, "load", lambda group, name: plugins[name])
    lab.serve()
    yield lab
    lab.close()


def test_a_session_tells_under_whose_rules_each_run_worked(lab: Lab):
    """Pins a report from which nobody can tell which rules were in force, or rules that changed between two runs without a trace."""
    file = lab.folder / "facility.toml"
    file.write_text("[pace]\nactions_per_minute = 1000\n", "utf-8")
    session = lab.broken_session()
    assert read_session_file(session).facility is None
    lab.serve(facility=file)
    lab.resume(session)
    facility = read_session_file(session).facility
    assert (facility.path, facility.sha256) == (str(file), sha256(file.read_bytes()).hexdigest())
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        opened = [entry.payload for entry in journal.entries(Kind.SESSION) if entry.payload["event"] == "opened"]
    assert [run["facility"] for run in opened] == [None, facility.model_dump(mode="json")]
    assert facility.sha256 in (session / "report.html").read_text("utf-8")


def test_a_session_leaves_what_the_design_promises(lab: Lab):
    """Pins: a key missing from summary.json that other programs rely on, or a frame that is not on disk."""
    session = lab.run()
    summary = json.loads((session / "summary.json").read_text("utf-8"))
    promised = [
        "simulated",
        "outcome",
        "frames",
        "stage_moves",
        "dose_C",
        "elapsed_s",
        "zones",
        "origin",
        "refusals",
        "operator_commands",
        "not_examined",
    ]
    assert set(promised) <= set(summary)
    assert (summary["simulated"], summary["outcome"], summary["frames"], summary["stage_moves"]) == (True, "budget", 6, 6)
    assert sorted(path.name for path in (session / "frames").glob("*.ome.tif")) == [f"{n:06d}.ome.tif" for n in range(1, 7)]
    for name in ("mission.toml", "session.json", "journal.sqlite", "checkpoints.sqlite", "report.html"):
        assert (session / name).exists(), name
    assert (session / "mission.toml").read_text("utf-8") == MISSION
    identity = read_session_file(session)
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        assert journal.verify(identity.head) == identity.head


def test_corrected_tags_are_handed_over_with_who_and_when(lab: Lab):
    """Pins: training data that stays buried in the journal; and a running session without a sign of life."""
    beats = []

    def tag_and_correct(frame: object):
        session = next((lab.folder / "out").iterdir())
        beats.append(read_beat(session / "pulse.json"))
        with Journal(session / "journal.sqlite", SystemClock()) as journal:
            frame_id = journal.entries(Kind.FRAME)[0].key
            command = CorrectTag(frame_id=frame_id, feature="rubbed_surface", present=len(beats) % 2 == 0)
            CommandDesk(journal, SystemClock()).give("anna", f"t{len(beats)}", command, Wishes.at_start(Mode.AUTONOMOUS))
        return ()

    lab.tagger = SampleTagger(tag_and_correct)
    session = lab.run()
    (line,) = (session / "corrections.jsonl").read_text("utf-8").splitlines()
    correction = json.loads(line)
    assert (correction["by"], correction["feature"], correction["present"]) == ("anna", "rubbed_surface", True)
    assert correction["time"]
    assert all(beat.pid == os.getpid() for beat in beats)
    assert not (session / "pulse.json").exists()


def test_a_failed_session_is_on_record_and_goes_on(lab: Lab):
    """Pins: a broken model that loses frames or leaves a session without outcome."""
    session = lab.broken_session()
    summary = json.loads((session / "summary.json").read_text("utf-8"))
    assert (summary["outcome"], summary["error"], summary["frames"]) == ("failed", "the model broke", 2)
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        assert [entry.payload["text"] for entry in journal.entries(Kind.FAULT)] == ["the model broke"]
    assert lab.resume(session) == session
    assert read_session_file(session).outcome == "budget"
    acquired = [effect[1] for effect in lab.adapter.done if effect[0] == "acquire"]
    assert len(acquired) == len(set(acquired)) == 6


def test_a_failed_session_leaves_the_instrument_at_rest(lab: Lab):
    """Pins: a beam that burns on where the agent gave up (SBEMimage #98)."""
    summary = json.loads((lab.broken_session() / "summary.json").read_text("utf-8"))
    assert (summary["left"]["halted"], summary["left"]["blanked"]) == (True, True)
    assert summary["incidents"] == [{"step": None, "fault": "program", "remedy": "stop", "text": "the model broke"}]


def test_who_took_over_is_not_stopped_by_the_session_that_lost_control(lab: Lab):
    """Pins: an operator's move that is halted because the agent ends as failed."""

    def take_over(frame: object):
        lab.sem.take_lease("somebody", Role.OPERATOR, "looking myself")
        lab.adapter.done.clear()
        raise RuntimeError("the model broke")

    lab.tagger.seen = take_over
    with pytest.raises(RuntimeError, match="the model broke"):
        lab.run()
    assert lab.adapter.done == []
    session = next((lab.folder / "out").iterdir())
    left = json.loads((session / "summary.json").read_text("utf-8"))["left"]
    assert (left["error"], left["holder"]) == ("NotInControl", "somebody")


def test_ctrl_c_stops_the_instrument_and_is_on_record(lab: Lab):
    """Pins: a beam that stays on after Ctrl-C, or a session that cannot tell that a person ended it."""

    def interrupt(frame: object):
        raise KeyboardInterrupt

    lab.tagger.seen = interrupt
    with pytest.raises(KeyboardInterrupt):
        lab.run()
    session = next((lab.folder / "out").iterdir())
    summary = json.loads((session / "summary.json").read_text("utf-8"))
    assert (summary["outcome"], summary["operator_commands"]) == ("aborted", 1)
    assert lab.adapter.done.count("halt") >= 1
    lab.tagger.seen = lambda frame: ()
    lab.resume(session)
    assert read_session_file(session).outcome == "budget"


def test_a_session_in_use_is_refused(lab: Lab):
    """Pins: two processes on one journal and one instrument."""
    session = lab.broken_session()
    with SessionLock(session), pytest.raises(SessionError, match="in use by another process"):
        lab.resume(session)
    lab.resume(session)


def test_a_changed_mission_is_refused(lab: Lab):
    """Pins: a budget raised by hand in the middle of a session that claims the old one."""
    session = lab.broken_session()
    text = (session / "mission.toml").read_text("utf-8")
    (session / "mission.toml").write_text(text.replace("frames = 6", "frames = 60"), "utf-8")
    with pytest.raises(SessionError, match="not the mission this session began with"):
        lab.resume(session)
    (session / "mission.toml").write_text(text, "utf-8")
    lab.resume(session)


def test_changed_weights_are_refused(lab: Lab):
    """Pins: half of a session tagged by one model and half by another."""
    session = lab.broken_session()
    lab.tagger.fingerprint = "two"
    with pytest.raises(SessionError, match="tagger is not the one"):
        lab.resume(session)


def test_another_instrument_is_refused(lab: Lab):
    """Pins: a session continued on another microscope because it answers at the same address."""
    session = lab.broken_session()
    lab.serve(instrument="another SEM")
    with pytest.raises(SessionError, match="instrument is not the one"):
        lab.resume(session)
    assert lab.adapter.done.count("halt") == 0


def test_a_server_with_another_ledger_is_refused(lab: Lab):
    """Pins: effects done again because the server that remembers them was replaced by one that does not."""
    session = lab.broken_session()
    lab.serve(ledger="new")
    with pytest.raises(SessionError, match="effect ledger"):
        lab.resume(session)
    assert not [effect for effect in lab.adapter.done if effect[0] == "acquire"]


def test_another_specimen_under_the_same_server_ends_the_session(lab: Lab):
    """Pins: half of a session on one specimen and half on another, because the stub was changed between the runs."""
    session = lab.broken_session()
    frame_of = lab.adapter.frame_of

    def foreign(*arguments: Any):
        frame = frame_of(*arguments)
        return replace(frame, metadata=frame.metadata.replace(notes={"simulator_seed": "99"}))

    lab.adapter.frame_of = foreign
    with pytest.raises(MissionError, match="seed 99"):
        lab.resume(session)
    assert json.loads((session / "summary.json").read_text("utf-8"))["frames"] == 3


def test_a_server_that_is_not_there_is_told(lab: Lab):
    """Pins: an empty session folder left behind by a typo in the address."""
    lab.close()
    with pytest.raises(ConnectionLost):
        lab.run()
    assert list((lab.folder / "out").iterdir()) == []


def test_an_outline_outside_the_stage_leaves_no_folder(lab: Lab):
    """Pins: a mission refused after something moved."""
    lab.mission.write_text(MISSION.replace("x_max_m = 4e-3", "x_max_m = 4e-1"), "utf-8")
    with pytest.raises(MissionError, match="outside the stage"):
        lab.run()
    assert list((lab.folder / "out").iterdir()) == []
    assert lab.adapter.done == []


def test_a_tampered_journal_is_not_continued(lab: Lab):
    """Pins: a session continued on a record that somebody edited."""
    import sqlite3

    session = lab.broken_session()
    connection = sqlite3.connect(session / "journal.sqlite")
    connection.execute("DROP TRIGGER entries_stay")
    connection.execute("UPDATE entries SET payload = '{}' WHERE number = 3")
    connection.commit()
    connection.close()
    with pytest.raises(JournalTampered, match="entry 3"):
        lab.resume(session)


@pytest.mark.parametrize("content", [None, "", "{}", "[1"])
def test_a_folder_that_holds_no_session_is_told(tmp_path: Path, content: str | None):
    """Pins: a traceback for a wrong or damaged folder."""
    if content is not None:
        (tmp_path / "session.json").write_text(content, "utf-8")
    with pytest.raises(SessionError):
        resume_session(tmp_path, Silence())


def test_a_finished_session_stays_as_it_is(lab: Lab):
    """Pins: a resume of a finished session that takes frames or rewrites its summary."""
    session = lab.run()
    before = (session / "summary.json").read_bytes()
    lab.close()
    assert lab.resume(session) == session
    assert (session / "summary.json").read_bytes() == before
