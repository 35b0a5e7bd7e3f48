"""Inside the ranges or refused; never clipped."""

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.errors import BadFile, InterlockOpen, LimitExceeded, Unsupported
from fractoscope.instruments.facility import Facility, FacilityRules, narrow
from fractoscope.instruments.facility.stage_rules import StageRules
from fractoscope.instruments.server import EffectLedger, LimitCheck, LocalSem, time_allowance
from fractoscope.instruments.values import (
    AcquireFrame,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    AxisRange,
    BeamSettings,
    MoveStage,
    ScanSettings,
    SetBeam,
    StagePosition,
    VacuumState,
)

from ..scripted_adapter import FakeClock, ScriptedAdapter, capabilities  # noqa: TID252 - test modules have no package name of their own

ORIGIN = StagePosition(x=0.0, y=0.0)
BEAM = BeamSettings()
CHECK = LimitCheck(capabilities())


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_move_is_allowed_exactly_where_the_range_says(x: float):
    """Pins an off-by-one bound, a clipped target, and a refusal that does not tell the range."""
    action = MoveStage(target=StagePosition(x=x, y=0.0))
    if -0.01 <= x <= 0.01:
        CHECK.check(action, ORIGIN, BEAM)
        return
    with pytest.raises(LimitExceeded) as refusal:
        CHECK.check(action, ORIGIN, BEAM)
    assert refusal.value.fields == {"axis": "x", "value": x, "low": -0.01, "high": 0.01, "unit": "m"}


@given(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02), st.floats(-0.02, 0.02))
def test_a_facilitys_ranges_only_ever_narrow(low: float, high: float, x: float):
    """Pins a range that opens what the microscope forbids."""
    low, high = min(low, high), max(low, high)
    facility = Facility(rules=FacilityRules(stage=StageRules(x_m=(low, high))))
    if low > 0.01 or high < -0.01:
        with pytest.raises(BadFile, match="leaves nothing"):
            narrow(capabilities(), facility)
        return
    allowed = narrow(capabilities(), facility).axes["x"]
    assert (allowed.low <= x <= allowed.high) == (low <= x <= high and -0.01 <= x <= 0.01)
    assert allowed.speed == 1e-3


def test_a_range_for_what_a_microscope_lacks_gives_it_none():
    """Pins a tilt that a facility file makes possible on a stage that has none, and a file that fits one microscope only."""
    narrowed = narrow(capabilities(), Facility(rules=FacilityRules(stage=StageRules(tilt_rad=(0.0, 1.0)))))
    assert narrowed == capabilities()
    with pytest.raises(Unsupported):
        LimitCheck(narrowed).check(MoveStage(target=ORIGIN.replace(tilt=0.5)), ORIGIN, BEAM)


@pytest.mark.parametrize(
    ("action", "says"),
    [
        (MoveStage(target=ORIGIN.replace(tilt=0.1)), "moving tilt"),
        (AcquireFrame(field_width=1e-3, scan=ScanSettings(detector="EDX")), "EDX"),
        (SetBeam(beam=BEAM.replace(stigmator_x=0.2)), "changing stigmator_x"),
        (SetBeam(beam=BEAM.replace(beam_shift_y=1e-6)), "changing beam_shift_y"),
        (AdjustContrast(field_width=1e-3, scan=ScanSettings(detector="EDS")), "detector 'EDS'"),
    ],
)
def test_what_the_microscope_lacks_is_unsupported(action: Any, says: str):
    """Pins an axis, detector or setting that is dropped without a word."""
    with pytest.raises(Unsupported, match=says):
        CHECK.check(action, ORIGIN, BEAM)


def test_the_beam_is_let_on_by_a_scan_only():
    """Pins a beam that is unblanked by its settings and stays on one spot, since no scan ends it."""
    with pytest.raises(Unsupported, match="unblanked beam outside a scan"):
        CHECK.check(SetBeam(beam=BEAM.replace(blanked=False)), ORIGIN, BEAM)


def test_abilities_bits_and_missing_ranges_are_refused():
    """Pins a range that is guessed because the adapter does not give one."""
    bare = LimitCheck(capabilities(abilities=(), bits=(8,), settings={}))
    searches = Autofocus(field_width=1e-3), Autostigmate(field_width=1e-3), AdjustContrast(field_width=1e-3)
    for action in (SetBeam(beam=BEAM), *searches, AcquireFrame(field_width=1e-3)):
        with pytest.raises(Unsupported):
            bare.check(action, ORIGIN, BEAM)
    eight = LimitCheck(capabilities(bits=(8,)))
    with pytest.raises(Unsupported, match="16-bit"):
        eight.check(AcquireFrame(field_width=1e-3, scan=ScanSettings(bits=16)), ORIGIN, BEAM)


@pytest.mark.parametrize(
    "action",
    [
        AcquireFrame(field_width=1.0),
        AcquireFrame(field_width=1e-3, scan=ScanSettings(columns=10000)),
        AcquireFrame(field_width=1e-3, scan=ScanSettings(dwell_time=1.0)),
        SetBeam(beam=BEAM.replace(voltage=60e3)),
        Autofocus(field_width=1.0),
        Autostigmate(field_width=1.0),
        AdjustContrast(field_width=1.0),
        AdjustContrast(field_width=1e-3, scan=ScanSettings(dwell_time=1.0)),
    ],
)
def test_every_setting_has_its_range(action: Any):
    """Pins a setting that reaches the hardware unchecked."""
    with pytest.raises(LimitExceeded):
        CHECK.check(action, ORIGIN, BEAM)


def test_the_server_refuses_before_anything_happens(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins a refused action that is in the ledger, or has moved the stage."""
    with pytest.raises(LimitExceeded):
        agent.start(move(1.0), "far")
    assert adapter.done == []
    assert agent.perform(move(1e-3), "far").outcome["x"] == 1e-3


def test_the_narrowed_ranges_are_what_the_server_describes(adapter: ScriptedAdapter, ledger_file: Path, clock: FakeClock):
    """Pins an agent that plans with ranges the server will refuse."""
    facility = Facility(rules=FacilityRules(stage=StageRules(x_m=(0.0, 1e-3))))
    with LocalSem(adapter, EffectLedger(ledger_file), facility=facility, clock=clock) as sem:
        assert sem.describe().axes["x"] == AxisRange(low=0.0, high=1e-3, unit="m", speed=1e-3)
        with pytest.raises(LimitExceeded):
            sem.check(MoveStage(target=StagePosition(x=-1e-3, y=0.0)))


@pytest.mark.parametrize("vacuum", [VacuumState.VENTED, VacuumState.PUMPING])
def test_nothing_acts_without_vacuum(agent: Any, adapter: ScriptedAdapter, move: Any, look: Any, vacuum: VacuumState):
    """Pins a beam in air, and a stage that moves while hands are in the chamber."""
    adapter.vacuum_now = vacuum
    for action in (move(1e-3), look(), SetBeam(beam=BEAM)):
        with pytest.raises(InterlockOpen, match=vacuum):
            agent.start(action)
    assert adapter.done == []


@given(st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
def test_the_allowance_grows_with_the_distance(x: float, y: float):
    """Pins a fixed timeout that long moves outlast."""
    allowance = time_allowance(MoveStage(target=StagePosition(x=x, y=y)), ORIGIN, capabilities())
    assert math.isclose(allowance, 5 * max(abs(x), abs(y)) / 1e-3 + 2, rel_tol=1e-9)
