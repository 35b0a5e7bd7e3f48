"""One run: whom it disturbs, where it ends, what it leaves behind."""

import subprocess
import sys
from typing import Any

import pytest

from fractoscope.instruments.conformance import Outcome, run_conformance
from fractoscope.instruments.conformance.run_conformance import TOPICS
from fractoscope.instruments.errors import NotInControl, SemError
from fractoscope.instruments.values import Role
from tests.conformance.broken.sound_sem import SoundSem
from tests.conformance.broken.stages import IgnoresHalt


def test_a_microscope_in_use_is_left_alone(mounted: Any):
    """Pins a suite that takes the stage away from a running session."""
    adapter, subject, place = mounted()
    lease = subject.microscope.take_lease("somebody", Role.AGENT, "tracing a crack")
    with pytest.raises(NotInControl) as refusal:
        run_conformance(subject, place)
    assert refusal.value.holder == "somebody"
    assert subject.microscope.state().lease == lease
    assert adapter.record.lines() == ()


def test_after_a_failed_stop_nothing_moves_any_more(mounted: Any):
    """Pins a suite that goes on driving a stage that it has just seen not to stop."""
    _, subject, place = mounted(IgnoresHalt)
    told = []
    report = run_conformance(subject, place, topics=("stop", "moves"), tell=told.append)
    assert tuple(told) == report.properties
    names = [result.name for result in report.properties]
    failed = names.index("stop halts a move half way")
    assert report.properties[failed].outcome is Outcome.FAILED
    later = report.properties[failed + 1 :]
    assert {result.outcome for result in later} == {Outcome.NOT_SHOWN}
    assert all("stop halts a move half way" in result.seen for result in later)


def test_position_beam_and_lease_are_put_back(mounted: Any):
    """Pins a suite after which a session starts elsewhere, out of focus, or not at all."""
    _, subject, place = mounted()
    before = subject.microscope.state()
    report = run_conformance(subject, place, topics=("abilities", "moves"))
    after = subject.microscope.state()
    assert place.miss(after.position, before.position) == ""
    assert abs(after.beam.working_distance - before.beam.working_distance) < 1e-6
    assert after.lease is None
    assert report.at_rest
    assert report.dose == pytest.approx(after.dose - before.dose)


class Interrupted(SoundSem):
    """The operator presses Ctrl-C while the stage is on its way to the far end of x."""

    def set_off(self, target: Any):
        if len(self.record.lines("move")) == 1:
            import _thread

            _thread.interrupt_main()
        return super().set_off(target)


def test_an_interrupted_run_leaves_the_microscope_at_rest_where_it_stands(mounted: Any):
    """Pins a Ctrl-C that leaves the beam on, or after which the stage sets off once more."""
    adapter, subject, place = mounted(Interrupted)
    report = run_conformance(subject, place, topics=("moves", "frames"))
    assert report.interrupted
    assert report.at_rest
    assert not report.conforms
    assert len(report.properties) < 10
    assert subject.microscope.state().lease is None
    assert len(adapter.record.lines("move")) == 2, "the stage was sent home after the interrupt"


def test_every_topic_has_its_properties(mounted: Any):
    """Pins a file of properties that is not run because nobody listed it."""
    from fractoscope.instruments.conformance.run_conformance import FOLDER

    assert {path.stem for path in (FOLDER / "properties").glob("*.py")} - {"__init__"} == set(TOPICS)


def test_what_the_surroundings_tell_pytest_does_not_matter(mounted: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a clean bill for a run of which somebody's own settings left out nearly everything."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-k description --no-such-option")
    _, subject, place = mounted()
    report = run_conformance(subject, place, topics=("description",))
    assert len(report.properties) == 8


def test_python_without_assertions_is_refused():
    """Pins a suite that passes everything because Python was told to leave assertions out."""
    program = "from fractoscope.instruments.conformance.run_conformance import require_pytest; require_pytest()"
    done = subprocess.run([sys.executable, "-O", "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert "-O" in done.stderr.splitlines()[-1]


def test_without_pytest_there_is_one_line_with_the_way_out(mounted: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a traceback about an import for whoever did not install the extra."""
    monkeypatch.setattr(sys.modules[run_conformance.__module__], "find_spec", lambda _: None)
    adapter, subject, place = mounted()
    with pytest.raises(SemError, match=r"pip install 'fractoscope\[conformance\]'"):
        run_conformance(subject, place)
    assert adapter.record.lines() == ()


def test_the_package_loads_without_pytest():
    """Pins a server on an SEM PC that needs a test runner to start."""
    program = "import fractoscope.instruments.conformance, fractoscope.instruments.conformance.plan, sys; sys.exit('pytest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
