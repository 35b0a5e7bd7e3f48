"""The page on adding a microscope: its example runs under the rules, and what it says of OpenFIBSEM is so."""

import importlib
import re
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import AcquireFrame, MoveStage, Phase, Role, ScanSettings, StagePosition, Ticket

TEXT = (Path(__file__).parents[2] / "docs" / "how-to" / "add-a-microscope.md").read_text(encoding="utf-8")
TITLED = dict(re.findall(r'```\w+ title="([^"]+)"\n(.*?)```', TEXT, re.DOTALL))


@pytest.fixture
def benchtop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write the example package and return what its pyproject announces, made."""
    for title in ("ourlab_benchtop/client.py", "ourlab_benchtop/benchtop.py", "pyproject.toml"):
        file = tmp_path / title
        file.parent.mkdir(exist_ok=True)
        file.write_text(TITLED[title], encoding="utf-8")
    (tmp_path / "ourlab_benchtop" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    ((name, module, factory),) = re.findall(r'^(\w+) = "([\w.]+):(\w+)"$', TITLED["pyproject.toml"], re.MULTILINE)
    assert name == "benchtop"
    return getattr(importlib.import_module(module), factory)({})


@pytest.fixture
def led(benchtop: Any, tmp_path: Path):
    """The example under the rules, with the agent in control, and its adapter."""
    with LocalSem(benchtop, EffectLedger(tmp_path / "effects.sqlite")) as sem:
        yield sem, sem.take_lease("example", Role.AGENT).fence, benchtop


def test_the_example_moves_and_scans(led: Any):
    """Pins an example that a reader copies and that does not run."""
    sem, fence, _ = led
    target = StagePosition(x=1e-3, y=-0.5e-3)
    sem.start(MoveStage(target=target), Ticket(action_id="move", fence=fence))
    assert sem.wait("move", 10.0).outcome == sem.state().position.model_dump(mode="json")
    assert sem.state().position.distance(target) < 5e-6
    sem.start(AcquireFrame(field_width=100e-6, scan=ScanSettings(columns=128, rows=96)), Ticket(action_id="frame", fence=fence))
    assert sem.wait("frame", 10.0).phase is Phase.DONE
    assert sem.frame("frame").metadata.beam.voltage == 15e3
    assert sem.state().beam.blanked


def test_the_example_halts_half_way(led: Any):
    """Pins an example that teaches a stop which waits for the move."""
    sem, fence, _ = led
    sem.start(MoveStage(target=StagePosition(x=20e-3, y=0.0)), Ticket(action_id="move", fence=fence))
    while sem.state().position.x == 0.0:
        time.sleep(0.001)
    report = sem.stop()
    assert report.halted
    assert 0.0 < report.position.x < 20e-3
    assert sem.wait("move", 10.0).phase is Phase.CANCELLED


def test_the_example_refuses_and_confirms(led: Any):
    """Pins an example that clips, or that believes a stage which did not move."""
    sem, fence, adapter = led
    with pytest.raises(LimitExceeded):
        sem.start(MoveStage(target=StagePosition(x=21e-3, y=0.0)), Ticket(action_id="far", fence=fence))
    adapter.stage._client.jammed = True
    sem.start(MoveStage(target=StagePosition(x=1e-3, y=0.0)), Ticket(action_id="jam", fence=fence))
    ended = sem.wait("jam", 10.0)
    assert (ended.phase, ended.error["vendor_code"]) == (Phase.FAILED, "stage_missed")


def test_the_limits_file_is_one(tmp_path: Path):
    """Pins a documented form that is refused."""
    from fractoscope.instruments.adapters.openfibsem.stated_limits import StatedLimits

    (tmp_path / "limits.toml").write_text(TITLED["limits.toml"], encoding="utf-8")
    assert set(StatedLimits.read(tmp_path / "limits.toml").axes) == {"x", "y"}


@pytest.fixture
def fibsem():
    if find_spec("fibsem") is None:
        pytest.skip("the extra openfibsem is not installed: pip install 'fractoscope[openfibsem]'")
    from fractoscope.instruments.adapters.openfibsem.fibsem_library import FibsemLibrary

    return FibsemLibrary.load()


@pytest.mark.usefixtures("fibsem")
def test_every_call_in_the_table_exists():
    """Pins a table that was not read in the source, or that a release of fibsem has overtaken."""
    from fibsem.microscope import FibsemMicroscope, ThermoMicroscope
    from fibsem.microscopes.tescan import TescanMicroscope

    rows = TEXT.partition("| ability | calls |")[2].partition("\n\n")[0].splitlines()[2:]
    calls = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[2])]
    assert len(calls) > 15
    assert [name for name in calls for driver in (FibsemMicroscope, ThermoMicroscope, TescanMicroscope) if not hasattr(driver, name)] == []


@pytest.mark.usefixtures("fibsem")
def test_the_shown_state_is_the_demos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins an output that the command no longer prints."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.instruments.adapters.openfibsem import make_openfibsem

    monkeypatch.setenv("FIBSEM_SIM_NO_DELAY", "1")
    with LocalSem(make_openfibsem({"manufacturer": "Demo"}), EffectLedger(tmp_path / "effects.sqlite")) as sem:
        state, capabilities = sem.state(), sem.describe()
    print_result({**state.model_dump(mode="json"), "capabilities": capabilities.model_dump(mode="json")}, as_json=False)
    assert set(TITLED["sem state, in part"].splitlines()) <= set(capsys.readouterr().out.splitlines())


def test_the_rasters_named_are_on_offer(fibsem: Any):
    """Pins a raster that a mission copies from the page and that is refused."""
    named = re.search(r"only the listed rasters \((.*?) and larger\)", TEXT, re.DOTALL).group(1)
    pairs = [(int(columns), int(rows)) for columns, rows in re.findall(r"(\d+) × (\d+)", named)]
    assert pairs == list(fibsem.rasters[: len(pairs)])
