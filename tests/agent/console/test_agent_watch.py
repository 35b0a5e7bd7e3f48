"""Dead and frozen agents."""

import json
from pathlib import Path

import pytest

from fractoscope.agent.console.agent_watch import AgentWatch, Life
from fractoscope.agent.oversight import Pulse
from tests.instruments.scripted_adapter import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def file(tmp_path: Path):
    return tmp_path / "pulse.json"


@pytest.fixture
def watch(file: Path, clock: FakeClock):
    return AgentWatch(file, clock)


def beat(file: Path, number: int, pid: int = 7):
    file.write_text(json.dumps({"number": number, "time": "2026-01-01T00:00:00+00:00", "pid": pid, "doing": "looking"}), "utf-8")


def test_an_agent_that_beats_lives(watch: AgentWatch, file: Path, clock: FakeClock):
    """Pins an agent that is called dead while its model thinks for minutes."""
    for number in range(1, 200):
        beat(file, number)
        clock.advance(0.5)
        assert watch.look().life is Life.ALIVE
    assert watch.look().doing == "looking"


def test_silence_is_told_within_two_seconds(watch: AgentWatch, file: Path, clock: FakeClock):
    """Pins a killed or frozen agent that a page shows as working: its file stays behind."""
    beat(file, 1)
    watch.look()
    began = clock.monotonic()
    while watch.look().life is Life.ALIVE:
        clock.advance(0.25)
    assert 1.5 <= clock.monotonic() - began <= 2.0
    assert watch.look().silent_s >= 1.5


def test_a_watch_that_was_not_asked_for_long_does_not_call_a_living_agent_dead(watch: AgentWatch, file: Path, clock: FakeClock):
    """Pins an alarm at each opening of a page."""
    beat(file, 1)
    watch.look()
    clock.advance(3600)
    beat(file, 2)
    assert watch.look().life is Life.ALIVE


def test_an_agent_started_anew_lives_at_once(watch: AgentWatch, file: Path, clock: FakeClock):
    """Pins a new process whose first beat has the number of the dead one's last."""
    beat(file, 1)
    watch.look()
    clock.advance(10)
    assert watch.look().life is Life.SILENT
    beat(file, 1, pid=8)
    assert watch.look().life is Life.ALIVE


def test_no_file_is_no_agent(watch: AgentWatch, file: Path, clock: FakeClock):
    """Pins an alarm for a session that ended in good order."""
    assert watch.look().life is Life.ABSENT
    with Pulse(file, clock, 7):
        assert watch.look().life is Life.ALIVE
    assert watch.look().life is Life.ABSENT


@pytest.mark.parametrize("text", ["", "{", "[]", '{"number": "x"}', '{"number": 1, "time": "", "pid": 1, "doing": "", "more": 1}'])
def test_a_file_that_cannot_be_read_is_silence_after_a_while(watch: AgentWatch, file: Path, clock: FakeClock, text: str):
    """Pins an alarm, or an unhandled error, at a moment's look into a half-written file."""
    beat(file, 1)
    watch.look()
    file.write_text(text, "utf-8")
    assert watch.look().life is Life.ALIVE
    clock.advance(2)
    assert watch.look().life is Life.SILENT
