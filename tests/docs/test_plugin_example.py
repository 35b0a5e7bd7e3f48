"""The example package of the page on plugins works as it stands there."""

import importlib
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from fractoscope.agent.belief import BeliefMap, Observation
from fractoscope.agent.mission import Area, Rectangle
from fractoscope.agent.policy import Allowance
from fractoscope.instruments.conformance import Neighbourhood, Outcome, Subject, run_conformance
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import AcquireFrame, AxisRange, MoveStage, Phase, Role, ScanSettings, StagePosition, Ticket

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "plugins.md"
TITLED = re.compile(r'```\w+ title="([^"]+)"\n(.*?)```', re.DOTALL)
SCAN = ScanSettings(columns=128, rows=96)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write the package and return what its pyproject announces, by name."""
    for title, body in TITLED.findall(PAGE.read_text(encoding="utf-8")):
        file = tmp_path / title
        file.parent.mkdir(exist_ok=True)
        file.write_text(body, encoding="utf-8")
    (tmp_path / "ourlab_fractoscope" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    announced = re.findall(r'^(\w+) = "([\w.]+):(\w+)"$', (tmp_path / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    return {name: getattr(module_of(path), factory) for name, path, factory in announced}


def module_of(path: str) -> ModuleType:
    """Import a module of the example."""
    return importlib.import_module(path)


def test_the_three_examples_work_together(package: dict[str, Any], tmp_path: Path):
    """Pins an example that a reader copies and that does not run."""
    area = Area(outline=(Rectangle(x_min_m=-1e-3, y_min_m=-1e-3, x_max_m=1e-3, y_max_m=1e-3),))
    tagger, policy = package["contrast"]({}), package["once"]({"field_width_m": 500e-6})
    belief = BeliefMap(area, tagger.features)
    with LocalSem(package["testcard"]({}), EffectLedger(tmp_path / "effects.sqlite")) as sem:
        here = sem.state().position
        allowance = Allowance(frames_total=3, frames_left=3, position=here, field_width=AxisRange(low=1e-6, high=5e-3, unit="m"))
        (proposal,) = policy.suggest(belief, allowance)
        fence = sem.take_lease("example", Role.AGENT).fence
        target = StagePosition(x=proposal.action.field.x + 1e-4, y=proposal.action.field.y)
        sem.start(MoveStage(target=target), Ticket(action_id="move", fence=fence))
        assert sem.wait("move", 10.0).phase is Phase.DONE
        sem.start(AcquireFrame(field_width=proposal.action.field.width, scan=SCAN), Ticket(action_id="frame", fence=fence))
        assert sem.wait("frame", 10.0).phase is Phase.DONE
        frame = sem.frame("frame")
    assert frame.metadata.position == target
    (tags,) = tagger.tag([frame])
    observation = Observation(step=1, field=frame.metadata.field_of_view, tags=tags)
    belief.ingest(observation)
    policy.ingest(observation)
    assert policy.suggest(belief, allowance) == []


def test_the_example_microscope_conforms(package: dict[str, Any], tmp_path: Path):
    """Pins an example that teaches an adapter's author to fail the suite."""
    with Subject.in_process(package["testcard"]({}), tmp_path) as subject:
        place = Neighbourhood(home=subject.microscope.state().position, reach=1e-3, field_width=200e-6)
        report = run_conformance(subject, place, topics=("description", "limits", "stop", "moves", "frames", "pictures", "abilities"))
    assert [result for result in report.properties if result.outcome is Outcome.FAILED] == []
    assert report.conforms


@pytest.mark.parametrize("name", ["testcard", "contrast", "once"])
def test_an_unknown_option_is_refused(package: dict[str, Any], name: str):
    """Pins an example that teaches to pass over misspelt options."""
    with pytest.raises(ValueError, match="takes"):
        package[name]({"no_such_option": "1"})
