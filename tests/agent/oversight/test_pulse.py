"""A sign of life that stops with the process."""

from pathlib import Path

from fractoscope.agent.oversight import Pulse, read_beat
from fractoscope.simulators.virtual_clock import VirtualClock


def test_beats_are_numbered_and_say_what_is_done(tmp_path: Path):
    """Pins a watcher that takes an old sign of life for a new one."""
    path = tmp_path / "pulse.json"
    pulse = Pulse(path, VirtualClock(), pid=7)
    pulse.beat()
    first = read_beat(path)
    pulse.doing = "reading frame 3"
    pulse.beat()
    second = read_beat(path)
    assert (second.number, second.pid, second.doing) == (first.number + 1, 7, "reading frame 3")


def test_an_agent_that_ends_leaves_no_sign_of_life(tmp_path: Path):
    """Pins a console that shows a finished session as alive."""
    path = tmp_path / "pulse.json"
    with Pulse(path, VirtualClock(), pid=7):
        assert read_beat(path) is not None
    assert read_beat(path) is None


def test_half_a_file_is_no_sign_of_life(tmp_path: Path):
    """Pins a console that falls over a file of another program."""
    path = tmp_path / "pulse.json"
    for text in ("", "{", "[]", '{"number": 1}'):
        path.write_text(text, encoding="utf-8")
        assert read_beat(path) is None
