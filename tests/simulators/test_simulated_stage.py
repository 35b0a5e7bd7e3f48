"""Mechanics that take time, miss a little, and stop when told."""

from math import radians
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.errors import LimitExceeded, OperationCancelled, Unsupported
from fractoscope.instruments.values import StagePosition
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.simulated_stage import SETTLE, STAGE_AXES, TOLERANCE, TURNING_AXES, SimulatedStage
from fractoscope.simulators.stage_imperfections import ORDINARY, StageImperfections
from fractoscope.simulators.stage_travel import StageTravel
from fractoscope.simulators.virtual_clock import VirtualClock

inside = st.floats(-50e-3, 50e-3)


def make_stage(record: PhysicalRecord | None = None, **options: Any):
    clock = VirtualClock()
    return clock, SimulatedStage(clock, record or PhysicalRecord(), **options)


def test_travel_takes_distance_over_speed(watch: Any):
    """Pins an instant stage, behind which waiting too little never shows."""
    clock, stage = make_stage(repeatability=0.0)
    assert stage.move(StagePosition(x=4e-3, y=0.0), watch) == StagePosition(x=4e-3, y=0.0)
    assert clock.monotonic() == pytest.approx(2.0 + SETTLE)
    assert watch.reported == sorted(watch.reported)
    assert 0.0 <= watch.reported[0] < watch.reported[-1] <= 1.0


def test_the_stage_misses_a_little_and_says_so(watch: Any):
    """Pins a read-back that repeats the request: the true position is what a frame shows."""
    target = StagePosition(x=1e-3, y=2e-3)
    _, stage = make_stage(seed=3)
    first = stage.move(target, watch)
    assert first != target
    assert first.distance(target) < TOLERANCE
    assert first == stage.position()
    _, again = make_stage(seed=3)
    assert again.move(target, watch) == first


def test_a_move_can_be_cancelled_half_way(watch: Any):
    """Pins a cancelled move that travels on, or jumps to its end."""
    _, stage = make_stage(repeatability=0.0)
    watch.cancel_from = 0.5
    with pytest.raises(OperationCancelled):
        stage.move(StagePosition(x=10e-3, y=0.0), watch)
    assert not stage.moving()
    assert stage.position().x == pytest.approx(5e-3, rel=0.02)


def test_halting_ends_the_move(watch: Any):
    """Pins a simulator that ignores halt, so that nobody's stop was ever tested."""
    _, stage = make_stage(repeatability=0.0)
    watch.report = lambda progress: stage.halt() if progress >= 0.25 else None
    with pytest.raises(OperationCancelled, match="halted"):
        stage.move(StagePosition(x=10e-3, y=0.0), watch)
    assert stage.position().x == pytest.approx(2.5e-3, rel=0.02)


def test_what_cannot_be_reached_is_refused_and_not_recorded(watch: Any):
    """Pins clipping, and tilt that is silently dropped."""
    record = PhysicalRecord()
    _, stage = make_stage(record)
    with pytest.raises(LimitExceeded):
        stage.move(StagePosition(x=51e-3, y=0.0), watch)
    with pytest.raises(Unsupported):
        stage.move(StagePosition(x=0.0, y=0.0, tilt=0.1), watch)
    assert record.lines() == ()
    assert stage.position() == StagePosition(x=0.0, y=0.0)


def test_every_move_is_recorded_and_a_new_process_finds_the_stage_where_it_was(watch: Any, tmp_path: Path):
    """Pins a stage that jumps home when its server restarts: moves after a crash would be judged by the wrong position."""
    file = tmp_path / "effects.jsonl"
    _, stage = make_stage(PhysicalRecord(file))
    for x in (1e-3, 2e-3):
        stage.move(StagePosition(x=x, y=0.0), watch)
    record = PhysicalRecord(file)
    assert [line["target"]["x"] for line in record.lines("move")] == [1e-3, 2e-3]
    _, reopened = make_stage(record)
    assert reopened.position() == stage.position()


@given(inside, inside, inside, inside, st.floats(0, 1))
def test_a_travel_stays_between_its_ends(x0: float, y0: float, x1: float, y1: float, share: float):
    """Pins an interpolation that overshoots or leaves the limits on the way."""
    start, target = StagePosition(x=x0, y=y0), StagePosition(x=x1, y=y1)
    travel = StageTravel.plan(start, target, 5.0, STAGE_AXES)
    place = travel.at(5.0 + share * travel.duration)
    assert start.distance(place) + place.distance(target) == pytest.approx(start.distance(target), abs=1e-9)
    assert travel.at(5.0 + 2 * travel.duration + 1.0) == target
    assert travel.duration == pytest.approx(max(abs(x1 - x0), abs(y1 - y0)) / 2e-3)


def test_what_is_read_back_is_not_where_the_table_is(watch: Any):
    """Pins an encoder that knows of its own backlash: an agent that trusts it would never meet one on a real stage."""
    _, stage = make_stage(repeatability=0.0, imperfections=StageImperfections(backlash={"x": 2e-6}))
    seen = []
    for start in (0.0, 2e-3):
        stage.move(StagePosition(x=start, y=0.0), watch)
        assert stage.move(StagePosition(x=1e-3, y=0.0), watch) == StagePosition(x=1e-3, y=0.0)
        seen.append(stage.true_position().x - stage.position().x)
    assert seen == pytest.approx([-1e-6, 1e-6], abs=1e-12)


def test_a_perfect_stage_is_where_it_reads(watch: Any):
    """Pins a plain microscope whose frames show another place than they used to."""
    clock, stage = make_stage(seed=3)
    stage.move(StagePosition(x=1e-3, y=2e-3), watch)
    clock.sleep(100.0)
    assert stage.true_position() == stage.position()
    assert stage.drift(1.0) == (0.0, 0.0)


def test_drift_is_told_for_the_time_of_a_scan_and_differs_from_seed_to_seed(watch: Any):
    """Pins a drift that a frame does not meet, and one that is the same on every microscope."""
    rates = []
    for seed in (1, 1, 2):
        clock, stage = make_stage(seed=seed, imperfections=ORDINARY)
        stage.move(StagePosition(x=1e-3, y=0.0), watch)
        clock.sleep(60.0)
        before, rate = stage.true_position(), stage.drift(10.0)
        clock.sleep(10.0)
        after = stage.true_position()
        assert (after.x - before.x, after.y - before.y) == pytest.approx((10.0 * rate[0], 10.0 * rate[1]), abs=1e-15)
        rates.append(rate)
    assert rates[0] == rates[1] != rates[2]


def test_the_record_has_both_places_and_play_and_drift_outlive_the_process(watch: Any, tmp_path: Path):
    """Pins an account from which nobody could tell what a frame really showed, and a table that jumps at a restart."""
    file = tmp_path / "effects.jsonl"
    clock, stage = make_stage(PhysicalRecord(file), imperfections=ORDINARY)
    stage.move(StagePosition(x=1e-3, y=0.0), watch)
    clock.sleep(300.0)
    stage.move(StagePosition(x=0.5e-3, y=0.0), watch)
    record = PhysicalRecord(file)
    first, last = record.lines("rest")
    assert StagePosition(**first["at"]) != StagePosition(**first["true"])
    assert record.lines("move")[1]["true_start"]["x"] != record.lines("move")[1]["start"]["x"]
    _, reopened = make_stage(record, imperfections=ORDINARY)
    assert reopened.position() == StagePosition(**last["at"])
    # What was left of the creep has died away, as it does on the stage that goes on.
    clock.sleep(10.0)
    assert reopened.true_position().distance(stage.true_position()) < 50e-9
    assert stage.true_position().distance(stage.position()) > 0.5e-6


def test_tilt_and_rotation_take_their_time_and_have_limits(watch: Any):
    """Pins an instant tilt, one that is dropped half-way, and a full turn beyond the stop."""
    clock, stage = make_stage(repeatability=0.0, axes={**STAGE_AXES, **TURNING_AXES})
    target = StagePosition(x=0.0, y=0.0, tilt=radians(30.0), rotation=radians(-90.0))
    assert stage.move(target, watch) == target
    assert clock.monotonic() == pytest.approx(30.0 / 3.0 + SETTLE)
    for beyond in ({"tilt": radians(71.0)}, {"tilt": radians(-11.0)}, {"rotation": radians(181.0)}):
        with pytest.raises(LimitExceeded):
            stage.move(target.replace(**beyond), watch)
    watch.reported.clear()
    watch.cancel_from = 0.5
    with pytest.raises(OperationCancelled):
        stage.move(StagePosition(x=0.0, y=0.0), watch)
    assert stage.position().tilt == pytest.approx(radians(15.0), rel=0.05)
