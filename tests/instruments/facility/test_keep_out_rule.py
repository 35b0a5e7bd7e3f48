"""Nothing comes near the pole piece or a detector, whichever axis runs first."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.facility.chamber_rules import ChamberRules
from fractoscope.instruments.facility.detector_shape import DetectorShape
from fractoscope.instruments.facility.keep_out_rule import KeepOutRule
from fractoscope.instruments.facility.pole_piece import PolePiece
from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.facility.specimen_shape import SpecimenShape
from fractoscope.instruments.values import AcquireFrame, BeamSettings, MoveStage, StagePosition, VacuumState

from .sampled_chamber import sampled_distance

EDX = DetectorShape(name="edx", x_m=40e-3, y_m=5e-3, below_pole_piece_m=(-20e-3, 8e-3), size_m=(20e-3, 24e-3))
BSE = DetectorShape(name="bse", x_m=-3e-3, y_m=0.0, below_pole_piece_m=(1e-3, 3e-3), radius_m=9e-3)
CHAMBER = ChamberRules(
    clearance_m=2e-3,
    plane_below_pole_piece_m=10e-3,
    tilt_axis_below_pole_piece_m=12e-3,
    specimen=SpecimenShape(radius_m=12e-3, top_m=1e-3, depth_m=20e-3),
    pole_piece=PolePiece(radius_m=6e-3, upper_radius_m=25e-3, height_m=40e-3),
    detector=(EDX, BSE),
)
HOME = StagePosition(x=0.0, y=0.0, z=-2e-3)

POSITIONS = st.builds(
    StagePosition,
    x=st.floats(-30e-3, 30e-3),
    y=st.floats(-30e-3, 30e-3),
    z=st.floats(-15e-3, 8e-3),
    tilt=st.floats(-0.3, 1.0),
    rotation=st.floats(-3.1, 3.1),
)
NEAR = st.floats(-2e-3, 2e-3)
CHAMBERS = st.builds(
    lambda clearance, axis, side, radius, top, retracted: CHAMBER.replace(
        clearance_m=clearance,
        tilt_axis_below_pole_piece_m=axis,
        positive_tilt_raises=side,
        specimen=SpecimenShape(radius_m=radius, top_m=top, depth_m=15e-3),
        detector=(EDX, BSE.replace(inserted=not retracted)),
    ),
    st.floats(0.5e-3, 4e-3),
    st.floats(5e-3, 15e-3),
    st.sampled_from(["+y", "-y"]),
    st.floats(2e-3, 15e-3),
    st.floats(0.0, 3e-3),
    st.booleans(),
)


def accepted(rules: ChamberRules, start: StagePosition, target: StagePosition):
    situation = Situation(start, BeamSettings(), 1e-3, VacuumState.PUMPED, "agent", 0.0)
    try:
        KeepOutRule(rules).check(MoveStage(target=target), situation)
    except LimitExceeded:
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(CHAMBERS, POSITIONS, POSITIONS, st.floats(0.0, 1.0), st.integers(0, 2**32 - 1))
@example(CHAMBER, HOME, HOME.replace(x=-14e-3, z=3e-3), 1.0, 0)
@example(CHAMBER.replace(detector=()), HOME, HOME.replace(tilt=0.9), 1.0, 0)
def test_no_accepted_move_passes_within_the_clearance(
    rules: ChamberRules, start: StagePosition, target: StagePosition, reach: float, seed: int
):
    """Pins a specimen driven into the pole piece half-way between two safe ends, or because tilt came after height."""
    target = StagePosition(**{axis: (1 - reach) * value + reach * getattr(target, axis) for axis, value in start})
    assume(accepted(rules, start, target))
    assert sampled_distance(rules, start, target, np.random.default_rng(seed)) >= rules.clearance_m - 1e-12


@settings(max_examples=60, deadline=None)
@given(CHAMBERS, POSITIONS)
@example(CHAMBER, StagePosition(x=0.0, y=4.6e-301, z=-4e-3))
def test_a_place_is_refused_only_if_something_is_near(rules: ChamberRules, place: StagePosition):
    """Pins a model so careful that a microscope cannot be used with it: it is exact where nothing moves."""
    kept = sampled_distance(rules, place, place, np.random.default_rng(0))
    sampling = 1e-3  # points of the specimen lie a few millimetres apart
    if kept - sampling > rules.clearance_m:
        assert accepted(rules, place, place)
    if kept < rules.clearance_m:
        assert not accepted(rules, place, place)


def test_a_refusal_tells_what_is_near_and_how_near():
    """Pins a refusal that does not tell which detector is in the way."""
    situation = Situation(HOME, BeamSettings(), 1e-3, VacuumState.PUMPED, "agent", 0.0)
    rule = KeepOutRule(CHAMBER.replace(detector=(EDX,)))
    with pytest.raises(LimitExceeded) as refusal:
        rule.check(MoveStage(target=HOME.replace(z=8e-3)), situation)
    assert refusal.value.axis == "clearance to pole_piece"
    assert refusal.value.value < refusal.value.low == CHAMBER.clearance_m
    with pytest.raises(LimitExceeded, match="clearance to edx"):
        rule.check(MoveStage(target=HOME.replace(x=-20e-3, z=2e-3)), situation)
    rule.check(AcquireFrame(field_width=1e-3), situation)


def test_the_middle_of_a_tilt_is_looked_at_between_two_safe_ends():
    """Pins a check of both ends, or of them and the middle: only near 0° a specimen that hangs low is too near to what lies under it."""
    rules = CHAMBER.replace(
        clearance_m=1e-3,
        detector=(),
        tilt_axis_below_pole_piece_m=1e-3,
        specimen=SpecimenShape(radius_m=0.5e-3, top_m=0.0, depth_m=1e-3),
        plane_below_pole_piece_m=11e-3,
        pole_piece=PolePiece(radius_m=1e-3, upper_radius_m=1e-3, height_m=1e-3),
    )
    wall = DetectorShape(name="wall", x_m=0.0, y_m=0.0, below_pole_piece_m=(12.5e-3, 13e-3), radius_m=1e-3)
    rules = rules.replace(detector=(wall,))
    low, high = (StagePosition(x=0.0, y=0.0, tilt=math.radians(angle)) for angle in (-40, 80))
    assert accepted(rules, low, low)
    assert accepted(rules, high, high)
    assert not accepted(rules, low, high)


@pytest.mark.parametrize("inserted", [True, False])
def test_only_an_inserted_detector_is_in_the_way(inserted: bool):
    """Pins a retracted detector that blocks the stage, or an inserted one that does not."""
    rules = CHAMBER.replace(detector=(BSE.replace(inserted=inserted),))
    assert accepted(rules, HOME, HOME.replace(z=4.5e-3)) is not inserted


def test_a_long_tilt_is_settled_in_a_bounded_number_of_looks(monkeypatch: pytest.MonkeyPatch):
    """Pins a start that computes for minutes because a move passes exactly at the clearance."""
    from fractoscope.instruments.facility import keep_out_rule

    looks: list[Any] = []
    measure = keep_out_rule.separation
    monkeypatch.setattr(keep_out_rule, "separation", lambda *arguments: looks.append(0) or measure(*arguments))
    # About the tilt axis itself a flat pin turns at a constant distance from a long wall above it.
    rules = CHAMBER.replace(
        clearance_m=10e-3,
        detector=(),
        plane_below_pole_piece_m=12e-3,
        tilt_axis_below_pole_piece_m=12e-3,
        specimen=SpecimenShape(radius_m=2e-3, top_m=0.0, depth_m=0.0),
    )
    accepted(rules, StagePosition(x=0.0, y=0.0, tilt=-1.5), StagePosition(x=0.0, y=0.0, tilt=1.5))
    assert 0 < len(looks) <= keep_out_rule.MOST + 1
