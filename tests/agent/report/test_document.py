"""`report.json`."""

import json
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.report import write_report
from fractoscope.agent.report.document import ReportDocument

from .parsed_page import ParsedPage
from .recorded_session import record_session

ROOT = Path(__file__).parents[3]


def test_it_reads_back_and_says_what_the_page_says(recorded: Path) -> None:
    """Pins a page and its data that disagree, and data that its own schema refuses."""
    page = ParsedPage.read(write_report(recorded))
    told = ReportDocument.model_validate_json((recorded / "report.json").read_text(encoding="utf-8"))
    assert told.provenance == "simulated"
    for statement in (*told.summary, *(zone.statement for zone in told.zones)):
        assert " ".join(statement.text.split()) in page.text
    numbers = {frame.number for frame in told.frames}
    assert set(page.ids) >= {f"frame-{number}" for number in numbers}
    assert {number for statement in told.summary for number in statement.frames} <= numbers
    assert told.integrity.verified


def test_a_session_without_frames_has_a_document_too(tmp_path: Path) -> None:
    """Pins keys that exist only when all went well."""
    folder = record_session(tmp_path / "empty", frames=[], outcome="failed")
    write_report(folder)
    told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert set(told) == set(ReportDocument.model_fields)


def test_the_published_schema_is_that_of_the_values():
    """Pins a schema that promises what the program does not write."""
    published = json.loads((ROOT / "docs/reference/report.schema.json").read_text(encoding="utf-8"))
    assert published == ReportDocument.model_json_schema()


@pytest.mark.parametrize("name", [*sorted(ReportDocument.model_json_schema()["$defs"]), "ReportDocument"])
def test_every_key_is_on_the_reference_page(name: str):
    """Pins a key that programs find in the file and not in the reference."""
    text = (ROOT / "docs/reference/report-json.md").read_text(encoding="utf-8")
    schema: dict[str, Any] = ReportDocument.model_json_schema()
    for key in (schema["$defs"] | {"ReportDocument": schema})[name].get("properties", {}):
        assert f"`{key}`" in text, f"{name}.{key}"
