"""A killed session repeats nothing and loses nothing, by the simulator's own record."""

import json
import os
import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from fractoscope.agent.journal import Kind
from fractoscope.instruments.wire import ServerAddress

from .killing import MISSION, effects, entries, has_effects, launch, repeated, the_session, wait_for

FRAMES = 40
KILLS = 12


@pytest.mark.slow
def test_twelve_kills_repeat_nothing_and_lose_nothing(tmp_path: Path):
    """Pins: moves and scans repeated after kill -9, as checkpoints alone do, and frames lost between scan and journal."""
    mission = tmp_path / "mission.toml"
    mission.write_text(MISSION.format(frames=FRAMES), "utf-8")
    moments = random.Random(2026)
    process = launch("run", mission, tmp_path / "out")
    assert wait_for(lambda: the_session(tmp_path / "out"), process), process.communicate()[1]
    session = the_session(tmp_path / "out")
    kills = 0
    while kills < KILLS:
        goal = len(effects(session, "move", "scan")) + moments.randint(1, 4)
        assert wait_for(partial(has_effects, session, goal), process), f"the session ended after {kills} kills: {process.communicate()}"
        time.sleep(moments.uniform(0.0, 0.12))
        process.kill()
        process.communicate()
        kills += 1
        process = launch("resume", session)
    output, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors
    assert output.strip() == str(session)

    journal = entries(session)
    scans = [line["frame"] for line in effects(session, "scan")]
    moves = [(line["target"]["x"], line["target"]["y"]) for line in effects(session, "move")]
    frames = [entry.key for entry in journal[Kind.FRAME]]
    done = [entry for entry in journal[Kind.ACTION] if entry.payload["kind"] == "move_stage" and entry.payload["phase"] == "done"]
    assert len(frames) == FRAMES
    assert repeated(scans) == []
    assert scans == frames
    assert len(moves) == len(done)
    assert journal[Kind.FAULT] == []
    for number, entry in enumerate(journal[Kind.FRAME], start=1):
        assert entry.payload["number"] == number
        assert (session / entry.payload["file"]).exists()
    summary = json.loads((session / "summary.json").read_text("utf-8"))
    assert (summary["outcome"], summary["frames"], summary["stage_moves"]) == ("budget", FRAMES, len(moves))
    assert sum(entry.payload.get("event") == "opened" for entry in journal[Kind.SESSION]) == KILLS + 1


@pytest.mark.slow
def test_a_server_that_dies_fails_the_session_which_then_goes_on_over_the_same_ledger(tmp_path: Path):
    """Pins: a dead server hangs the agent, loses what was recorded, or makes a resumed session start over."""
    mission = tmp_path / "mission.toml"
    mission.write_text(MISSION.format(frames=12), "utf-8")
    process = launch("run", mission, tmp_path / "out")
    assert wait_for(lambda: (found := the_session(tmp_path / "out")) and len(effects(found, "scan")) >= 4, process), process.communicate()[
        1
    ]
    session = the_session(tmp_path / "out")
    uri_file = session / "instrument" / "uri.json"
    pid = ServerAddress.read(uri_file).pid
    os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 4, errors
    assert "resume" in errors
    assert len(errors.strip().splitlines()) == 1
    assert json.loads((session / "session.json").read_text("utf-8"))["outcome"] == "failed"

    process = launch("resume", session)
    _, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors
    journal = entries(session)
    scans = [line["frame"] for line in effects(session, "scan")]
    frames = [entry.key for entry in journal[Kind.FRAME]]
    assert len(frames) == 12
    assert repeated(scans) == []
    # A scan that the dead server cut short is on the specimen, but made no frame; everything else did.
    assert set(frames) <= set(scans)
    assert len(scans) - len(frames) <= 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a console interrupt cannot be sent to one process alone on Windows")
def test_ctrl_c_brings_the_instrument_to_rest_and_the_session_goes_on_later(tmp_path: Path):
    """Pins: Ctrl-C in the middle of a call over the wire that hangs, leaves the beam on, or spoils the session."""
    mission = tmp_path / "mission.toml"
    mission.write_text(MISSION.format(frames=10), "utf-8")
    process = launch("run", mission, tmp_path / "out")
    assert wait_for(lambda: (found := the_session(tmp_path / "out")) and has_effects(found, 7), process), process.communicate()[1]
    session = the_session(tmp_path / "out")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    summary = json.loads((session / "summary.json").read_text("utf-8"))
    assert (summary["outcome"], summary["operator_commands"]) == ("aborted", 1)
    stop = entries(session)[Kind.OPERATOR][0].payload["report"]
    assert (stop["halted"], stop["scan_ended"], stop["blanked"]) == (True, True, True)

    process = launch("resume", session)
    _, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors
    journal = entries(session)
    scans = [line["frame"] for line in effects(session, "scan")]
    assert repeated(scans) == []
    assert len(journal[Kind.FRAME]) == 10
    assert not (session / "instrument" / "uri.json").exists()
