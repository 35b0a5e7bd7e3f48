"""`fractoscope sem check`, and a server that is started under a facility file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from fractoscope.agent.command_line.main import main
from fractoscope.instruments.facility import VARIABLE, Facility, FacilityRules
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import Action
from fractoscope.instruments.wire import SemServer
from tests.instruments.scripted_adapter import ScriptedAdapter

MOVE = {"kind": "move_stage", "target": {"x": 1e-3, "y": 0.0}}
FAR = {"kind": "move_stage", "target": {"x": 9e-3, "y": 0.0}}


@pytest.fixture
def uri_file(tmp_path: Path) -> Iterator[Path]:
    rules = Facility(rules=FacilityRules.model_validate({"stage": {"largest_step_m": 5e-3}}))
    with (
        LocalSem(ScriptedAdapter(), EffectLedger(tmp_path / "effects.sqlite"), facility=rules) as sem,
        SemServer(sem, uri_file=tmp_path / "uri.json"),
    ):
        yield tmp_path / "uri.json"


def plan_of(tmp_path: Path, content: Any):
    file = tmp_path / "plan.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(file)


def test_each_step_is_told_with_ok_or_its_refusal(uri_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a plan that counts as good because its first step is."""
    plan = plan_of(tmp_path, [MOVE, FAR, {"kind": "pump_chamber"}])
    assert main(["sem", "check", plan, "--uri-file", str(uri_file)]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 move_stage: ok"
    assert lines[1].startswith("2 move_stage: LimitExceeded: step = 0.008 m is outside 0 to 0.005 m")
    assert lines[2:] == ["3 pump_chamber: ok"]
    assert main(["sem", "check", plan, "--uri-file", str(uri_file), "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert told["refused"] == 1
    assert [step["refusal"] and step["refusal"]["error"] for step in told["steps"]] == [None, "LimitExceeded", None]
    assert main(["sem", "check", plan_of(tmp_path, [MOVE]), "--uri-file", str(uri_file)]) == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "is not a JSON file"),
        ("[]", "holds no plan"),
        ('{"kind": "pump_chamber"}', "holds no plan"),
        ([MOVE] * 1001, "at most 1000 at a time"),
        ([MOVE, {"kind": "vent"}], "step 2: Input tag 'vent'"),
        ([{"kind": "move_stage", "target": {"x": "far", "y": 0.0}}], "step 1: target.x: "),
        ([{"kind": "autofocus", "field_width": -1.0}], "step 1: field_width: "),
        ([{"kind": "pump_chamber", "hard": True}], "step 1: hard: "),
    ],
)
def test_a_bad_plan_is_one_line_with_the_step(content: Any, says: str, uri_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins half a plan that is checked, and a fault without the step it is in."""
    assert main(["sem", "check", plan_of(tmp_path, content), "--uri-file", str(uri_file)]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1
    assert main(["sem", "check", str(tmp_path / "none.json"), "--uri-file", str(uri_file)]) == 2


def test_the_plan_in_the_reference_is_one(tmp_path: Path, uri_file: Path):
    """Pins a documented action that the server does not understand."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    text = page.partition("```json\n")[2].partition("```")[0]
    assert main(["sem", "check", plan_of(tmp_path, text), "--uri-file", str(uri_file)]) == 0
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(Action)[0])}
    assert {step["kind"] for step in json.loads(text)} == kinds


@pytest.mark.parametrize("where", ["option", "environment"])
def test_a_server_does_not_start_under_rules_it_cannot_read(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """Pins a server that serves without the rules it was told to obey."""
    file = tmp_path / "facility.toml"
    file.write_text("[stage]\nlargest_stepp_m = 1e-3\n", encoding="utf-8")
    arguments = ["sem", "serve", "--adapter", "simulated", "--uri-file", str(tmp_path / "uri.json")]
    if where == "option":
        arguments += ["--facility", str(file)]
    else:
        monkeypatch.setenv(VARIABLE, str(file))
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert "facility.toml: stage.largest_stepp_m = 0.001 is no key of a facility file" in err
    assert err.count("\n") == 1
    assert not (tmp_path / "uri.json").exists()
