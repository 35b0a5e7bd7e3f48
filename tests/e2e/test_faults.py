"""Each fault strikes a running session, which goes on or stops safely and says why."""

from pathlib import Path

import pytest

from fractoscope.agent.journal import Kind
from fractoscope.agent.progress import Silence
from fractoscope.agent.session import resume_session
from fractoscope.simulators.faults import FaultKind
from tests.e2e.fault_page import PAGE, page, row
from tests.e2e.fault_scenario import Rehearsed, outcome_of, rehearse
from tests.e2e.fault_scenarios import SCENARIOS
from tests.e2e.killing import repeated


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_session_recovers_or_stops_safely_and_says_why(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Pins a hang, a bad frame that is judged, an effect that is doubled, a beam that is left on, and a page that says otherwise."""
    scenario = SCENARIOS[name]
    came = rehearse(scenario, tmp_path, monkeypatch)
    assert came.physical("fault"), "nothing went wrong"
    require_nothing_bad_judged(came, harmless=scenario.harmless)
    require_nothing_doubled(came)
    require_rest(came)
    if scenario.recovers:
        assert came.error is None
        assert (came.summary["outcome"], came.summary["frames"]) == ("budget", scenario.frames)
    else:
        require_safe_stop(came)
    if scenario.resumed:
        resume_session(came.session, Silence())
        after = outcome_of(came.session)
        assert (after.summary["outcome"], after.summary["frames"]) == ("budget", scenario.frames)
        require_nothing_bad_judged(after, harmless=scenario.harmless)
        require_nothing_doubled(after)
        require_rest(after)
    assert row(scenario, came) in PAGE.read_text("utf-8"), "write the page again: python -m tests.e2e.fault_page"


def test_every_fault_has_its_scenario():
    """Pins a fault that nobody has seen in a session."""
    assert {fault.kind for scenario in SCENARIOS.values() for fault in scenario.faults} == set(FaultKind)


def test_the_page_holds_these_scenarios_and_nothing_else():
    """Pins a row of a scenario that is gone, and remedies that changed."""
    text = PAGE.read_text("utf-8")
    rows = [line + "\n" for line in text.splitlines() if any(line.startswith(f"| {scenario.title} |") for scenario in SCENARIOS.values())]
    assert len(rows) == len(SCENARIOS)
    assert text == page(rows)


def require_nothing_bad_judged(came: Rehearsed, *, harmless: bool) -> None:
    struck = {line["frame"] for line in came.physical("fault")} - {""}
    assert harmless or not struck & set(came.judged)
    assert came.judged == [entry.key for entry in came.journal[Kind.FRAME]]


def require_nothing_doubled(came: Rehearsed) -> None:
    scans = [line["frame"] for line in came.physical("scan")]
    moves = [entry.payload["phase"] for entry in came.journal[Kind.ACTION] if entry.payload["kind"] == "move_stage"]
    # A driver's call that hung until its time was up has not begun to move.
    least, most = (
        len([phase for phase in moves if phase not in idle]) for idle in ({"never_ran", "refused", "timed_out"}, {"never_ran", "refused"})
    )
    assert repeated(scans) == []
    assert set(came.judged) <= set(scans)
    assert least <= len(came.physical("move")) <= most


def require_rest(came: Rehearsed) -> None:
    """Check that every travel and every scan has ended, and that none was begun after the last end."""
    for begin, end in (("move", "rest"), ("scan", "scan_end"), ("focus", "focus_end")):
        assert len(came.physical(begin)) == len(came.physical(end))


def require_safe_stop(came: Rehearsed) -> None:
    assert came.error is not None
    assert came.summary["outcome"] == "failed"
    assert came.summary["error"] == " ".join(str(came.error).split())
    assert "resume" in came.summary["error"] or "new action id" in came.summary["error"] or "not judged" in came.summary["error"]
    assert came.summary["incidents"][-1]["remedy"] == "stop"
    left = came.summary["left"]
    assert left.get("error") == "ConnectionLost" or (left["halted"], left["scan_ended"], left["blanked"]) == (True, True, True)
    assert (came.session / "report.html").exists()
