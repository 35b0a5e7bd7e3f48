"""What people asked of the session."""

from pathlib import Path

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.oversight import operator_payload
from fractoscope.agent.oversight.operator_command import CorrectTag, LookHere, Note, Reject
from fractoscope.agent.report import write_report
from fractoscope.agent.report.intervention import interventions
from fractoscope.agent.report.session_record import read_record
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.values import FieldOfView

from .parsed_page import ParsedPage


def test_each_command_is_told_with_who_when_and_what_followed(session: Path) -> None:
    """Pins an override that the hand-over hides, or tells without its consequence."""
    evil = "<b onclick=alert(1)>bold</b>"
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        frame = journal.entries(Kind.FRAME)[0]
        for command in (
            CorrectTag(frame_id=frame.key, feature="fatigue_striations", present=False),
            Reject(step=1, sha256="0" * 64, reason="too near the edge"),
            LookHere(field=FieldOfView(x=1e-3, y=-2e-3, width=50e-6)),
            Note(text=evil),
        ):
            journal.append(Kind.OPERATOR, operator_payload("ada", command))
        journal.append(Kind.OPERATOR, {"command": "of a later version", "by": "ada", "details": {"speed": 3}})
        journal.append(Kind.SESSION, {"event": "closed", "outcome": "aborted"})
    found = interventions(read_record(session))
    assert {item.by for item in found} == {"ada"}
    corrected, rejected, looked, noted, unknown = found
    assert "is not there" in corrected.what
    assert corrected.followed.frames == (frame.payload["number"],)
    assert "too near the edge" in rejected.what
    assert rejected.followed.text.startswith("Step 1 gave")
    assert "50" in looked.what
    assert "−2.000" in looked.what
    assert looked.followed.text == "The session ended next: aborted."
    assert "Of a later version; speed 3" in unknown.what
    page = ParsedPage.read(write_report(session))
    assert evil in page.text
    assert not page.attributes("onclick")
    assert noted.what.startswith("Note")
