"""The page on rehearsing faults, followed word by word."""

import json
import re
import shlex
from pathlib import Path

import pytest

import fractoscope.agent.session.preparation as preparation
from fractoscope.agent.command_line.main import main
from fractoscope.simulators.faults import Fault, FaultKind, read_fault_plan
from tests.e2e.gated_oracle import GatedOracle

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "rehearse-faults.md"
TEXT = PAGE.read_text(encoding="utf-8")
PLAN = re.search(r'```toml title="faults.toml"\n(.*?)```', TEXT, re.DOTALL)[1]
MISSION = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]
RUN = re.search(r"```console\n(fractoscope run .*?)\n", TEXT)[1]
LINE = re.search(r"```text\n(.*?)\n```", TEXT)[1]


@pytest.mark.slow
def test_what_a_reader_does_gives_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Pins a rehearsal that shows something else than the page promises. The oracle stands in for the model, which is not rehearsed."""
    load = preparation.load
    monkeypatch.setattr(preparation, "load", lambda group, name: GatedOracle if name == "embedded" else load(group, name))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "faults.toml").write_text(PLAN, "utf-8")
    (tmp_path / "rehearsal.toml").write_text(MISSION, "utf-8")
    status = main(shlex.split(RUN)[1:])
    err = capsys.readouterr().err
    assert (status, err.splitlines()[-1]) == (3, LINE)
    (session,) = (tmp_path / "rehearsals").iterdir()
    summary = json.loads((session / "summary.json").read_text("utf-8"))
    met = [(incident["fault"], incident["remedy"]) for incident in summary["incidents"]]
    assert met == [("blank_frame", "again"), ("stage_stalled", "again"), ("beam_tripped", "stop")]
    assert (summary["left"]["halted"], summary["left"]["blanked"]) == (True, True)
    report = (session / "report.html").read_text("utf-8")
    assert "tried again at the same place" in report
    assert "clear the trip at the column" in report
    assert main(["resume", str(session)]) == 0


def test_every_fault_and_every_key_is_on_the_page(tmp_path: Path):
    """Pins a fault that nobody can look up, and an example that is no plan."""
    for kind in FaultKind:
        word = "moves" if kind.on_move else "scans"
        assert f"| `{kind}` | {word} |" in TEXT
    for key in Fault.model_fields:
        assert f"| `{key}` |" in TEXT
    (tmp_path / "faults.toml").write_text(PLAN, "utf-8")
    assert len(read_fault_plan(tmp_path / "faults.toml").faults) == 3


def test_the_python_of_the_page_runs():
    """Pins an example that a reader copies and that does not run."""
    names: dict[str, object] = {}
    exec(re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)[1], names)
    assert names["microscope"].disturbance is not None
