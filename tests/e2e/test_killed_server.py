"""An instrument server that is killed at any moment doubles nothing and loses nothing, by the simulator's own record."""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from fractoscope.agent.journal import Kind
from fractoscope.instruments.wire import ServerAddress

from .dying_server import INSTANTS
from .killing import MISSION, effects, entries, launch, repeated, the_session, wait_for
from .served_microscope import PATIENCE, ServedMicroscope, long_look, long_move, short_look

KILLS = 20
DURATION = 0.3
"""Real seconds that a long action takes, about."""

BOTH = ("once it is in the ledger", "once the effect began", "once the effect is complete", "before its end is in the ledger")
DEATHS = [*((instant, "look") for instant in INSTANTS), *((instant, "move") for instant in (*BOTH, "once its end is in the ledger"))]
"""Instants and kinds of action, one life of the server each."""


@pytest.fixture
def microscope(tmp_path: Path) -> Iterator[ServedMicroscope]:
    """Serve a microscope, and end it whatever happened."""
    microscope = ServedMicroscope(tmp_path)
    yield microscope
    microscope.kill()


def killer(microscope: ServedMicroscope, moments: random.Random, when: str) -> Callable[[], None]:
    """Return a call that kills the server at a moment drawn from around the start, the middle or the end of the action."""
    before = len(microscope.lines())

    def kill():
        if when == "end":
            deadline = time.monotonic() + PATIENCE
            while not any(line["effect"] in ("rest", "scan_end") for line in microscope.lines()[before:]):
                assert time.monotonic() < deadline, "the action does not end"
                time.sleep(0.001)
        time.sleep(moments.uniform(0.0, {"start": 0.02, "middle": DURATION, "end": 0.04}[when]))
        microscope.process.kill()

    return kill


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_twenty_kills_at_random_moments_double_nothing_and_lose_nothing(microscope: ServedMicroscope):
    """Pins: an action that runs for ever after a crash, one done twice, one told as done that is not, a frame lost with its server."""
    moments = random.Random(2611)
    microscope.start()
    for number in range(KILLS):
        when = ("start", "middle", "end", "middle", "end")[number // 2 % 5]
        action = long_move(number + 1) if number % 2 else long_look()
        microscope.cut(f"cut:{number}", action, killer(microscope, moments, when))
        microscope.start()
        microscope.settle()
        microscope.perform(f"new:{number}", short_look())
    microscope.check_all()
    settled = microscope.settled
    sys.stdout.write(f"{dict(sorted(settled.items()))}\n")
    assert settled.total() == KILLS
    for kind in ("move_stage", "acquire_frame"):
        assert settled[f"{kind} done"], settled
        assert settled[f"{kind} failed"], settled


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_death_at_any_instant_around_a_write_is_settled(microscope: ServedMicroscope):
    """Pins: the gaps between ledger, effect and frame that a kill at random hardly ever meets."""
    for number, (instant, kind) in enumerate(DEATHS, start=1):
        microscope.start(instant)
        microscope.settle()
        microscope.cut(f"cut:{number}", long_move(number) if kind == "move" else short_look())
    microscope.start()
    microscope.settle()
    microscope.check_all()
    sys.stdout.write(f"{dict(sorted(microscope.settled.items()))}\n")
    assert microscope.settled == {
        "acquire_frame not recorded": 1,
        "acquire_frame failed": 7,
        "acquire_frame done": 2,
        "move_stage failed": 2,
        "move_stage done": 3,
    }


@pytest.mark.slow
@pytest.mark.parametrize("effect", ["move", "scan"])
def test_a_session_whose_server_is_killed_in_mid_action_comes_to_its_end(tmp_path: Path, effect: str):
    """Pins: an agent that hangs, repeats or makes up an action whose server died under it."""
    mission = tmp_path / "mission.toml"
    mission.write_text(MISSION.format(frames=8).replace("rate = 40.0", "rate = 10.0"), "utf-8")
    process = launch("run", mission, tmp_path / "out")
    found = partial(the_session, tmp_path / "out")

    def in_mid_action() -> bool:
        session = found()
        done = effects(session, "move", "rest", "scan", "scan_end") if session else []
        return len(done) >= 6 and done[-1]["effect"] == effect

    assert wait_for(in_mid_action, process), process.communicate()[1]
    session = the_session(tmp_path / "out")
    assert session is not None
    os.kill(ServerAddress.read(session / "instrument" / "uri.json").pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    _, errors = process.communicate(timeout=120)
    if process.returncode != 0:  # a session that finds a server again by itself is as good
        assert process.returncode == 4, errors
        assert "resume" in errors
        assert json.loads((session / "session.json").read_text("utf-8"))["outcome"] == "failed"
        process = launch("resume", session)
        _, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
    journal = entries(session)
    scans = [line["frame"] for line in effects(session, "scan")]
    frames = [entry.key for entry in journal[Kind.FRAME]]
    assert len(frames) == 8
    assert repeated(scans) == []
    assert set(frames) <= set(scans)
    assert len(scans) - len(frames) <= 1
