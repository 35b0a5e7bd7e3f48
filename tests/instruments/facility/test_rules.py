"""Each rule refuses what it is for, and nothing else; asking changes nothing."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.instruments.errors import InterlockOpen, LimitExceeded, SemError
from fractoscope.instruments.facility import Enforcement, Exposure, FacilityRules, Situation, planned_exposure
from fractoscope.instruments.facility.dose_rule import DoseRule
from fractoscope.instruments.facility.dose_rules import DoseRules
from fractoscope.instruments.facility.pace_rule import PaceRule
from fractoscope.instruments.facility.pace_rules import PaceRules
from fractoscope.instruments.facility.parked_beam_rule import ParkedBeamRule
from fractoscope.instruments.facility.scan_rules import ScanRules
from fractoscope.instruments.facility.stage_rules import StageRules
from fractoscope.instruments.facility.step_rule import StepRule
from fractoscope.instruments.facility.vacuum_rule import VacuumRule
from fractoscope.instruments.facility.vacuum_rules import VacuumRules
from fractoscope.instruments.values import (
    AcquireFrame,
    Autofocus,
    BeamSettings,
    MoveStage,
    PumpChamber,
    ScanSettings,
    SetBeam,
    StagePosition,
    VacuumState,
)

HERE = StagePosition(x=0.0, y=0.0)
SCAN = ScanSettings(columns=100, rows=100, dwell_time=1e-6)
LOOK = AcquireFrame(field_width=1e-4, scan=SCAN)
EVERYTHING = (MoveStage(target=HERE.replace(x=1e-3)), LOOK, SetBeam(beam=BeamSettings()), Autofocus(field_width=1e-4), PumpChamber())


def situation(**changes: Any):
    given = {"position": HERE, "beam": BeamSettings(), "field_width": 1e-3, "vacuum": VacuumState.PUMPED, "holder": "agent", "now": 100.0}
    return Situation(**{**given, **changes})


def exposed(action: Any, holder: str = "agent", position: StagePosition = HERE):
    return planned_exposure(action, holder, position, BeamSettings(), 1.0)


def refused(rule: Any, action: Any, moment: Situation):
    try:
        rule.check(action, moment)
    except SemError as error:
        return error
    return None


@settings(deadline=None)
@given(*[st.floats(-2e-3, 2e-3)] * 3, st.floats(-0.2, 0.2))
def test_a_step_is_refused_exactly_above_its_length(x: float, y: float, z: float, tilt: float):
    """Pins a step that counts in the plane only, and a turn that counts as a way."""
    error = refused(StepRule(1e-3, 0.1), MoveStage(target=StagePosition(x=x, y=y, z=z, tilt=tilt)), situation())
    too_far = (x * x + y * y + z * z) ** 0.5 > 1e-3
    assert (error is not None) == (too_far or abs(tilt) > 0.1)
    if error is not None:
        assert (error.axis, error.high, error.unit) == (("step", 1e-3, "m") if too_far else ("change of tilt", 0.1, "rad"))


@pytest.mark.parametrize("vacuum", [VacuumState.VENTED, VacuumState.PUMPING])
def test_the_beam_needs_vacuum_whatever_the_stage_may_do(vacuum: VacuumState):
    """Pins a facility that lets the stage move in air, for loading, and with that the beam."""
    rule = VacuumRule(VacuumRules(stage_moves_in=(VacuumState.PUMPED, VacuumState.VENTED)))
    allowed = {action.kind for action in EVERYTHING if refused(rule, action, situation(vacuum=vacuum)) is None}
    assert allowed == ({"pump_chamber", "move_stage"} if vacuum is VacuumState.VENTED else {"pump_chamber"})


def test_a_stage_does_not_move_under_a_parked_beam():
    """Pins a line of high dose drawn across the specimen, or a stage that moves while somebody looks."""
    rule, move = ParkedBeamRule(50e-6), EVERYTHING[0]
    on = BeamSettings(blanked=False)
    error = refused(rule, move, situation(beam=on, field_width=20e-6))
    assert isinstance(error, InterlockOpen)
    assert "blank the beam" in error.remedy
    assert refused(rule, move, situation(beam=on, field_width=50e-6)) is None
    assert refused(rule, move, situation(field_width=20e-6)) is None
    assert refused(rule, SetBeam(beam=BeamSettings()), situation(beam=on, field_width=20e-6)) is None


@settings(deadline=None)
@given(st.lists(st.floats(0, 200), max_size=12).map(sorted), st.floats(0, 60), st.integers(1, 6))
def test_waiting_as_long_as_told_is_enough_and_necessary(starts: list[float], after: float, most: int):
    """Pins a window that starts anew each minute, so that twice the rate passes at its edge."""
    now = (starts[-1] if starts else 0.0) + after
    error = refused(PaceRule(most), LOOK, situation(now=now, starts=tuple(starts)))
    recent = sum(now - start < 60.0 for start in starts)
    assert (error is not None) == (recent >= most)
    if error is not None:
        wait = float(error.remedy.split()[1])
        assert refused(PaceRule(most), LOOK, situation(now=now + wait + 0.06, starts=tuple(starts))) is None
        assert refused(PaceRule(most), LOOK, situation(now=now + wait - 0.06, starts=tuple(starts))) is not None


def test_a_place_takes_so_much_and_its_neighbour_again():
    """Pins a site that is counted by frame and not by place."""
    rule, dose = DoseRule(DoseRules(site_C_per_m2=2.5 * exposed(LOOK).density), 1.0), exposed(LOOK)
    assert refused(rule, LOOK, situation(exposures=(dose,))) is None
    error = refused(rule, LOOK, situation(exposures=(dose, dose)))
    assert isinstance(error, LimitExceeded)
    assert (error.axis, error.unit) == ("dose at this site", "C/m2")
    assert error.value == pytest.approx(3 * dose.density)
    assert refused(rule, LOOK, situation(position=HERE.replace(x=1.1e-4), exposures=(dose, dose))) is None
    assert refused(rule, Autofocus(field_width=1e-4), situation(exposures=())) is not None


def test_a_session_ends_when_its_charge_is_used_up_and_another_holder_has_its_own():
    """Pins a limit that asks for "a value inside" where no other value would be accepted."""
    dose = exposed(LOOK)
    rule = DoseRule(DoseRules(session_C=2.5 * dose.charge), 1.0)
    away = exposed(LOOK, position=HERE.replace(x=1e-2))
    assert refused(rule, LOOK, situation(exposures=(away,))) is None
    error = refused(rule, LOOK, situation(exposures=(away, away)))
    assert isinstance(error, InterlockOpen)
    assert error.interlock == "session dose"
    assert refused(rule, LOOK, situation(holder="other", exposures=(away, away))) is None
    assert refused(rule, EVERYTHING[0], situation(exposures=(away, away))) is None


ACTIONS = st.one_of(
    st.builds(lambda x, y: MoveStage(target=StagePosition(x=x, y=y)), st.floats(-1e-2, 1e-2), st.floats(-1e-2, 1e-2)),
    st.builds(lambda width: AcquireFrame(field_width=width, scan=SCAN), st.floats(1e-6, 1e-3)),
    st.sampled_from(EVERYTHING),
)
MOMENTS = st.builds(
    lambda x, blanked, width, count: situation(
        position=HERE.replace(x=x),
        beam=BeamSettings(blanked=blanked),
        field_width=width,
        starts=tuple(90.0 + i for i in range(count)),
        exposures=(exposed(LOOK),) * count,
    ),
    *(st.floats(-1e-2, 1e-2), st.booleans(), st.floats(1e-6, 1e-3), st.integers(0, 6)),
)
STRICT = Enforcement(
    FacilityRules(
        stage=StageRules(largest_step_m=5e-3),
        scan=ScanRules(no_move_unblanked_below_m=1e-4),
        dose=DoseRules(site_C_per_m2=1e-3, session_C=5e-12),
        pace=PaceRules(actions_per_minute=5),
    ),
    1.0,
)


@settings(deadline=None)
@given(ACTIONS, MOMENTS)
def test_asking_changes_nothing_and_the_answer_stays_the_same(action: Any, moment: Situation):
    """Pins a check that counts as an action, and a rule that remembers what it was asked."""
    before = copy.deepcopy(moment)
    answers = [refused(STRICT, action, moment) for _ in range(3)]
    assert moment == before
    assert len({str(answer) for answer in answers}) == 1
    assert len({type(answer) for answer in answers}) == 1


def test_an_exposure_survives_the_ledgers_json():
    """Pins a rounding by which a restart forgets dose."""
    dose = exposed(LOOK)
    assert Exposure.model_validate_json(dose.model_dump_json()) == dose
