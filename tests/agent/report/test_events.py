"""What did not go as planned, and where the frames come from."""

from pathlib import Path

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.report import write_report
from fractoscope.agent.report.decision_row import decision_rows
from fractoscope.agent.report.incident import incidents
from fractoscope.agent.report.provenance import provenance
from fractoscope.agent.report.session_record import read_record
from fractoscope.instruments.clocks import SystemClock

from .parsed_page import ParsedPage
from .recorded_session import record_session


def test_refusals_faults_and_commands_are_told(session: Path) -> None:
    """An operator's stop, or a refused move, that the hand-over keeps quiet about."""
    proposal = {
        "id": "x",
        "action": {"kind": "look_at", "field": {"x": 0.5, "y": 0.0, "width": 1e-3}, "scan": None},
        "gain": 1.0,
        "cost": 0.0,
    }
    proposal |= {"purpose": "zoom", "reason": "far away"}
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        journal.append(Kind.DECISION, {"step": 90, "proposal": proposal, "outcome": None, "spent": None}, key="90")
        journal.append(Kind.REFUSAL, {"step": 90, "proposal": proposal, "error": {}, "text": "x is 500 mm; the stage ends at 50 mm"})
        journal.append(Kind.FAULT, {"step": 91, "error": {}, "text": "the scan generator gave no answer"})
        journal.append(Kind.OPERATOR, {"command": "stop", "by": "keyboard", "report": {"stage": "halted"}})
    record = read_record(session)
    told = [(incident.kind, incident.text) for incident in incidents(record)]
    assert ("Refused", "x is 500 mm; the stage ends at 50 mm") in told
    assert ("Fault", "the scan generator gave no answer") in told
    assert ("Operator", "stop by keyboard; report (stage: halted)") in told
    assert next(row for row in decision_rows(record) if row.step == 90).result == "refused"
    assert "Refusals: 1. Faults: 1. Operator’s commands: 1." in ParsedPage.read(write_report(session)).text


def test_every_decision_leads_to_its_frame(recorded: Path) -> None:
    """A decision shown beside the frame of another."""
    record = read_record(recorded)
    steps = {entry.payload["step"]: entry.payload["number"] for entry in record.of(Kind.FRAME)}
    rows = decision_rows(record)
    assert {row.step: row.frame for row in rows if row.frame is not None} == steps
    assert rows[-1].result == "session ended"


def test_real_pictures_are_not_called_simulated(tmp_path: Path) -> None:
    """Real micrographs under a SIMULATED banner, or simulated frames under none."""
    assert provenance(read_record(record_session(tmp_path / "real", columns=64, simulated=False))).kind == "real"
    assert provenance(read_record(record_session(tmp_path / "twin", columns=64))).kind == "simulated"
