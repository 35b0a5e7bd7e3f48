"""`fractoscope sem conformance`."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.command_line.conformance import examine
from fractoscope.agent.command_line.main import main
from fractoscope.instruments.conformance import Neighbourhood, Subject
from fractoscope.instruments.conformance.second_look import AdapterLook
from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import Role
from fractoscope.instruments.wire import SemServer
from fractoscope.simulators.virtual_clock import VirtualClock
from tests.conformance.broken.scanners import StampsReal
from tests.conformance.broken.sound_sem import SoundSem


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., tuple[LocalSem, str]]]:
    """Return a function that serves a microscope, and gives it with its URI file."""
    with ExitStack() as stack:

        def serve(kind: Any = SoundSem):
            sem = stack.enter_context(LocalSem(kind(VirtualClock()), EffectLedger(tmp_path / "ledger.sqlite")))
            stack.enter_context(SemServer(sem, uri_file=tmp_path / "uri.json"))
            return sem, str(tmp_path / "uri.json")

        yield serve


def test_a_sound_microscope_gives_status_0_and_one_json_object(served: Any, capsys: pytest.CaptureFixture[str]):
    """Pins a report that a program cannot keep."""
    sem, uri_file = served()
    assert main(["sem", "conformance", "--uri-file", uri_file, "--yes", "--json"]) == 0
    out, err = capsys.readouterr()
    report = json.loads(out)
    assert (report["instrument"], report["simulated"], report["conforms"]) == ("sound 1", True, True)
    assert report["suite_version"] >= 1
    assert report["dose_C"] == pytest.approx(sem.state().dose)
    assert {"topic", "name", "outcome", "seen"} == set(report["properties"][0])
    assert {result["outcome"] for result in report["properties"]} == {"passed", "not shown"}
    # What is going to be done is told before it is done.
    assert err.index("will") < err.index("passed")
    assert "at most" in err


def test_a_broken_microscope_gives_status_5_and_says_what_was_seen(served: Any, capsys: pytest.CaptureFixture[str]):
    """Pins a failure that a script takes for success."""
    _, uri_file = served(StampsReal)
    assert main(["sem", "conformance", "--uri-file", uri_file, "--yes"]) == 5
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("FAILED     frames: a frame says whether it is simulated")]
    assert "1 failed" in lines[-1]


def test_nothing_is_done_without_consent(served: Any, capsys: pytest.CaptureFixture[str]):
    """Pins a stage that moves because a script forgot that a person must agree."""
    sem, uri_file = served()
    assert main(["sem", "conformance", "--uri-file", uri_file]) == 2
    assert "--yes" in capsys.readouterr().err
    assert sem.state().dose == 0.0
    assert sem.state().lease is None


def test_a_microscope_in_use_is_refused(served: Any, capsys: pytest.CaptureFixture[str]):
    """Pins a session that loses its stage to a test."""
    sem, uri_file = served()
    sem.take_lease("session 12", Role.AGENT)
    assert main(["sem", "conformance", "--uri-file", uri_file, "--yes"]) == 3
    assert "session 12" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "--uri-file"),
        (["--adapter", "mounted", "--uri-file", "u"], "--adapter"),
        (["--adapter", "no such"], "not installed"),
        (["--adapter", "mounted", "--option", "colour=red"], "no option colour"),
        (["--uri-file", "u", "--option", "seed=1"], "--option is for --adapter"),
    ],
)
def test_bad_input_is_one_line_with_the_way_out(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]):
    """Pins a traceback for a slip of the keyboard."""
    assert main(["sem", "conformance", "--yes", *arguments]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--reach", "0.1"], "its unit"),
        (["--reach", "-1 mm"], "its unit"),
        (["--field-width", "1 kg"], "its unit"),
        (["--field-width", "1 m"], "--field-width"),
        (["--allow-moves", "x,w"], "no axis w"),
    ],
)
def test_a_length_without_a_unit_is_refused(arguments: list[str], says: str, served: Any, capsys: pytest.CaptureFixture[str]):
    """Pins a reach of a tenth of a metre where a tenth of a millimetre was meant."""
    sem, uri_file = served()
    assert main(["sem", "conformance", "--yes", "--uri-file", uri_file, *arguments]) == 2
    assert says in capsys.readouterr().err
    assert sem.state().dose == 0.0


class Cut:
    """A microscope behind a wire that is cut when its stage sets off for the second time."""

    def __init__(self, sem: LocalSem, adapter: SoundSem) -> None:
        self._sem = sem
        self._adapter = adapter

    def __getattr__(self, name: str) -> Any:
        if name != "describe" and len(self._adapter.record.lines("move")) > 1:
            raise ConnectionLost(address="over there", reason="the wire was cut")
        return getattr(self._sem, name)


def test_a_connection_lost_half_way_leaves_a_report_that_claims_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a microscope that is reported at rest although nobody could look."""
    adapter = SoundSem(VirtualClock())
    with LocalSem(adapter, EffectLedger(tmp_path / "ledger.sqlite")) as sem:
        subject = Subject(Cut(sem, adapter), AdapterLook(adapter))
        place = Neighbourhood(home=adapter.rest, field_width=150e-6)
        with pytest.raises(ConnectionLost):
            examine(subject, place, agreed=True, as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert (report["left"], report["dose_C"], report["conforms"]) == (None, None, False)


def test_no_server_is_status_4(tmp_path: Path):
    """Pins a lost connection that looks like a failed microscope."""
    assert main(["sem", "conformance", "--yes", "--uri-file", str(tmp_path / "nobody.json")]) == 4
