"""What the report states."""

from pathlib import Path

from fractoscope.agent.report.names import feature_name, mode_name, readable
from fractoscope.agent.report.report_content import report_content
from fractoscope.agent.report.sentences import zone_statement
from fractoscope.agent.report.session_record import read_record
from fractoscope.agent.report.statement import sentence
from fractoscope.agent.report.zone_section import triplet
from fractoscope.agent.verdict import ZoneVerdict

NUMBERS = {f"f{number}": number for number in range(1, 60)}


def _verdict(**changes: object) -> ZoneVerdict:
    facts: dict[str, object] = {
        "zone": 2, "mode": "fatigue", "leaning": "fatigue", "probability": 0.93, "features": {"fatigue_striations": 0.97},
        "frames": ("f3", "f4", "f9"), "evidence": ("f9", "f4"), "counter_evidence": (), "looked_for": "Wallner lines.",
        "also_possible": (), "missing": (), "x_m": 1e-3, "y_m": -2e-3, "area_m2": 4e-6,
    }  # fmt: skip
    return ZoneVerdict.model_validate(facts | changes)


def test_every_statement_links_to_frames(recorded: Path) -> None:
    """A claim that a reader cannot check."""
    content = report_content(read_record(recorded))
    numbers = {sheet.number for sheet in content.frames}
    assert len(content.summary) >= 3
    for statement in content.summary:
        if "no frame showed" not in statement.text:
            assert statement.frames, statement.text
        assert set(statement.frames) <= numbers
    for zone in content.zones:
        assert zone.statement.frames
        assert zone.triplet


def test_a_stated_mode_names_its_evidence_and_what_speaks_against_it() -> None:
    """A verdict that hides its counter-evidence."""
    said = zone_statement(_verdict(), NUMBERS)
    assert said.frames == (4, 9)
    assert "very likely fatigue, with a probability of 93" in said.text
    assert "no accepted frame speaks against it" in said.text
    against = zone_statement(_verdict(counter_evidence=("f3",)), NUMBERS)
    assert against.frames == (4, 9, 3)
    assert "against it speaks frame 3" in against.text


def test_an_undetermined_zone_says_what_it_lacks() -> None:
    """A leaning read as a verdict."""
    open_zone = _verdict(
        mode="undetermined", leaning="cleavage_fracture", missing=("2 more place(s)", "evidence that tells it from ductile_overload")
    )
    said = zone_statement(open_zone, NUMBERS)
    assert "stays undetermined; it leans to cleavage fracture" in said.text
    assert "ductile overload" in said.text
    assert said.weight == "open"


def test_long_lists_of_frames_are_cut() -> None:
    """A statement of five thousand links."""
    said = sentence("seen in ", list(range(1, 31)), ".")
    assert len(said.frames) == 12
    assert said.text.endswith("12 and 18 more.")


def test_names_are_for_readers() -> None:
    """Identifiers in a document for people."""
    assert mode_name("intergranular_fracture") == "Intergranular fracture"
    assert mode_name("off_target") == "No fracture surface"
    assert feature_name("intergranular_facets") == "Intergranular facets"
    assert feature_name("a_lab_of_its_own") == "A lab of its own"
    assert readable("fatigue_striations can be called; x_m stays") == "fatigue striations can be called; x_m stays"


def test_a_triplet_runs_from_wide_to_narrow(recorded: Path) -> None:
    """Three frames of one field width where the zone has others."""
    content = report_content(read_record(recorded))
    sheets = [sheet for sheet in content.frames if sheet.field is not None]
    chosen = triplet(sheets, set())
    widths = [sheet.field.width for sheet in chosen if sheet.field is not None]
    assert len(chosen) == 3
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == max(sheet.field.width for sheet in sheets if sheet.field is not None)
    assert widths[-1] == min(sheet.field.width for sheet in sheets if sheet.field is not None)
