"""What a report says."""

from datetime import UTC, datetime

import pytest

from fractoscope.instruments.conformance import ConformanceReport, Outcome, PropertyResult
from fractoscope.instruments.conformance.recorder import sentence
from fractoscope.instruments.conformance.report_lines import closing_lines, result_line
from fractoscope.instruments.values import StagePosition, StopReport

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REST = StopReport(position=StagePosition(x=0.0, y=0.0), halted=True, scan_ended=True, blanked=True)
RESULTS = tuple(PropertyResult(topic="moves", name=f"it {outcome}", outcome=outcome, seen="why") for outcome in Outcome)


def report(**changes: object):
    fields = {"instrument": "x 1", "simulated": False, "started": NOW, "ended": NOW, "moves": 2, "frames": 1, "dose": 1e-12}
    return ConformanceReport(**{**fields, "left": REST, "properties": RESULTS[:1] + RESULTS[2:], **changes})


def test_what_was_not_shown_does_not_count_against_a_microscope_nor_for_it():
    """Pins a property that passes because it was never looked at."""
    assert report().conforms
    assert report().count(Outcome.PASSED) == 1
    assert closing_lines(report())[-1].endswith("1 passed, 0 failed, 1 not shown")


@pytest.mark.parametrize(
    "changes",
    [
        {"properties": RESULTS},
        {"interrupted": True},
        {"left": None},
        {"left": REST.replace(blanked=False)},
        {"left": REST.replace(halted=False)},
    ],
)
def test_a_microscope_does_not_conform_if_anything_is_wrong(changes: dict[str, object]):
    """Pins a clean bill for a run that failed, was cut off, or left the beam on."""
    assert not report(**changes).conforms


def test_a_microscope_that_is_not_at_rest_is_called_out():
    """Pins a last line that hides that the beam is still on."""
    assert any("NOT FOUND AT REST" in line for line in closing_lines(report(left=None, dose=None)))


def test_each_property_reads_as_a_sentence_with_its_reason():
    """Pins a report that only its author can read."""
    assert sentence("test_a_move_arrives[x]") == "a move arrives (x)"
    assert result_line(RESULTS[1]) == "FAILED     moves: it failed - why"


def test_a_report_survives_being_kept():
    """Pins a report that cannot be read again next year."""
    assert ConformanceReport.model_validate_json(report().model_dump_json()) == report()
