"""Plans as values and as files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.faults import Fault, FaultKind, FaultPlan, read_fault_plan


def test_a_file_is_the_plan_that_it_says(tmp_path: Path):
    """Pins a key that is read and forgotten."""
    file = tmp_path / "faults.toml"
    file.write_text(
        '[[faults]]\nkind = "frame_blank"\nnth = 3\ntimes = 2\n[[faults]]\nkind = "vacuum_loss"\nafter_s = 60\nseconds = 5\n', "utf-8"
    )
    blank = Fault(kind=FaultKind.FRAME_BLANK, nth=3, times=2)
    assert read_fault_plan(file) == FaultPlan(faults=(blank, Fault(kind=FaultKind.VACUUM_LOSS, after_s=60.0, seconds=5.0)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[faults]]\nkind = "frame_blnk"\nnth = 1', "faults.1.kind: unknown fault 'frame_blnk'; choose one of: link_drop"),
        ("[[faults]]\nnth = 1", "faults.1.kind: is missing; choose one of"),
        ('[[faults]]\nkind = "frame_blank"\nnht = 1', "faults.1.nht: unknown key; accepted here: kind, nth, after_s"),
        ('[[fault]]\nkind = "frame_blank"\nnth = 1', "fault: unknown key; accepted here: faults"),
        ('[[faults]]\nkind = "frame_blank"', "give either nth"),
        ('[[faults]]\nkind = "frame_blank"\nnth = 1\nafter_s = 2', "give either nth"),
        ('[[faults]]\nkind = "frame_blank"\nnth = 0', "faults.1.nth: Input should be greater than or equal to 1"),
        ('[[faults]]\nkind = "frame_blank"\nnth = 1\nseverity = 1.5', "faults.1.severity"),
        ("[[faults", "is not valid TOML"),
    ],
)
def test_what_a_plan_does_not_take_is_named(tmp_path: Path, text: str, says: str):
    """Pins a rehearsal in which nothing goes wrong because of a typo."""
    file = tmp_path / "faults.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadFile) as refusal:
        read_fault_plan(file)
    assert says in str(refusal.value)
    assert str(file) in str(refusal.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    """Pins a server that starts without the faults it was to have."""
    with pytest.raises(BadFile, match="cannot be read"):
        read_fault_plan(tmp_path / "none.toml")


def test_a_fault_has_one_moment():
    """Pins a fault without a moment, which would never strike."""
    with pytest.raises(ValidationError, match="nth"):
        Fault(kind=FaultKind.BEAM_TRIP)


@given(nth=st.integers(1, 20), times=st.integers(1, 5))
def test_a_fault_strikes_as_often_as_it_says_from_its_moment_on(nth: int, times: int):
    """Pins an off-by-one: the action before, or one too many."""
    fault = Fault(kind=FaultKind.FRAME_TORN, nth=nth, times=times)
    struck = []
    for number in range(1, 40):
        if fault.strikes("scan", number, 0.0, len(struck)):
            struck.append(number)
        assert not fault.strikes("move", number, 0.0, len(struck))
    assert struck == list(range(nth, nth + times))


def test_a_moment_in_time_is_the_next_action_after_it():
    """Pins a fault that waits for its time and then for ever, or that does not wait."""
    fault = Fault(kind=FaultKind.BEAM_TRIP, after_s=30.0)
    assert [fault.strikes("scan", number, elapsed, 0) for number, elapsed in ((1, 10.0), (2, 29.9), (3, 30.0))] == [False, False, True]
    assert not fault.strikes("scan", 4, 60.0, 1)
