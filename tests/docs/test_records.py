"""What the reference pages say of files and statuses is what the code writes."""

from pathlib import Path

import pytest

from fractoscope.agent.command_line import exit_status
from fractoscope.agent.journal import Kind
from fractoscope.agent.session import SessionFile
from fractoscope.agent.verdict import ZoneVerdict
from fractoscope.instruments.values import FrameMetadata, SemState, StopReport
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity

DOCS = Path(__file__).parents[2] / "docs"
FOLDER, COMMANDS, TAGS = "reference/session-folder.md", "reference/command-line.md", "how-to/tag-pictures.md"


@pytest.mark.parametrize(
    ("page", "model", "elsewhere"),
    [
        (FOLDER, SessionFile, {"schema_version"}),
        (FOLDER, ZoneVerdict, set()),
        (FOLDER, FrameMetadata, {"schema_version"}),
        (COMMANDS, SemState, set()),
        (COMMANDS, StopReport, set()),
        (TAGS, FrameTags, {"frame_id", "field_width"}),
        (TAGS, ImageQuality, set()),
        (TAGS, ModelIdentity, set()),
    ],
)
def test_every_field_is_named_on_its_page(page: str, model: type, elsewhere: set[str]):
    """Pins a key that programs find in a file and not in the reference."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for name in set(model.model_fields) - elsewhere:
        assert f"`{name}`" in text, f"{model.__name__}.{name} is not on {page}"


def test_every_kind_of_journal_entry_is_documented():
    """Pins an entry that a reader of a journal cannot look up."""
    text = (DOCS / FOLDER).read_text(encoding="utf-8")
    assert [kind for kind in Kind if f"| `{kind}` |" not in text] == []


def test_every_exit_status_is_documented():
    """Pins a status that a script meets unprepared."""
    text = (DOCS / COMMANDS).read_text(encoding="utf-8")
    statuses = {getattr(exit_status, name) for name in ("DONE", "BAD_INPUT", "REFUSED", "NO_CONNECTION", "FAILED", "STOPPED")}
    assert [status for status in statuses if f"\n| {status} | " not in text] == []
