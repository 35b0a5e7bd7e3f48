"""Laws of a table that strays from its drives."""

from math import atan2, exp, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.simulators.stage_imperfections import PERFECT, StageImperfections
from fractoscope.simulators.table_offset import TableOffset

B = 2e-6
PLAY = StageImperfections(backlash={"x": B})
CREEP = StageImperfections(creep={"x": 0.4e-6}, creep_time=1.5)
DRIFT = StageImperfections(fresh_drift=3e-9, steady_drift=0.2e-9, drift_time=200.0)

ways = st.lists(st.floats(-10e-6, 10e-6), min_size=1, max_size=8)


def went(table: TableOffset, *steps: float):
    """Return the table after the drive of x went so far, each time in a second."""
    for step in steps:
        way = {"x": step}
        table = table.departed(table.began, way, 0.3).arrived(table.began + 1.0, way)
    return table


def strayed(table: TableOffset, axis: str = "x"):
    return table.at(table.began, {}).get(axis, 0.0)


@given(ways)
def test_the_table_stays_within_the_play_and_reversals_within_it_do_not_move_it(steps: list[float]):
    """Pins an error that grows with every move, and a table that follows its drive through the play."""
    table = went(TableOffset(PLAY), *steps)
    assert abs(strayed(table)) <= B / 2
    flank = went(table, 5e-6)
    for share in (0.2, 0.5, 1.0):
        assert -share * B + strayed(went(flank, -share * B)) == pytest.approx(strayed(flank), abs=1e-15)


@given(ways, ways)
def test_an_approach_from_one_side_repeats_and_from_the_other_misses_by_the_play(first: list[float], second: list[float]):
    """Pins a backlash that depends on the past, so that no approach from one side could cure it."""
    up = [strayed(went(TableOffset(PLAY), *steps, B)) for steps in (first, second)]
    down = [strayed(went(TableOffset(PLAY), *steps, -B)) for steps in (first, second)]
    assert up == pytest.approx([-B / 2] * 2, abs=1e-15)
    assert down == pytest.approx([B / 2] * 2, abs=1e-15)


def test_the_table_creeps_to_its_place_exponentially():
    """Pins a stage that is still at once, and a frame taken at once that shows no drift."""
    way = {"x": 1e-3}
    arrived = TableOffset(CREEP).departed(0.0, way, 0.0).arrived(30.0, way)
    lag = [arrived.at(30.0 + seconds, {})["x"] for seconds in (0.0, 1.5, 3.0, 60.0)]
    assert lag[0] == pytest.approx(-0.4e-6, rel=1e-6)
    assert [lag[1] / lag[0], lag[2] / lag[0]] == pytest.approx([exp(-1), exp(-2)])
    assert abs(lag[3]) < 1e-15
    backwards = TableOffset(CREEP).departed(0.0, {"x": -1e-3}, 0.0).arrived(30.0, {"x": -1e-3})
    assert strayed(backwards) == pytest.approx(0.4e-6, rel=1e-6)


def test_a_short_move_leaves_less_to_creep():
    """Pins a step of a pixel that is followed by as much creep as a travel."""
    way = {"x": 1e-9}
    assert abs(strayed(TableOffset(CREEP).departed(0.0, way, 0.0).arrived(0.015, way))) < 0.011 * 0.4e-6


def test_the_drift_is_fast_after_a_move_and_slow_for_ever():
    """Pins a drift that stops, one that never calms down, and one that goes against the law it states."""
    table = TableOffset(DRIFT).departed(0.0, {"x": 1e-3}, 0.8).arrived(0.0, {"x": 1e-3})

    def place(time: float):
        offsets = table.at(time, {})
        return offsets["x"], offsets["y"]

    def speed(time: float):
        before, after = place(time), place(time + 1e-3)
        return hypot(after[0] - before[0], after[1] - before[1]) / 1e-3

    assert atan2(*reversed(place(10.0))) == pytest.approx(0.8)
    assert speed(0.0) == pytest.approx(3.2e-9, rel=1e-4)
    assert speed(200.0) == pytest.approx((0.2 + 3.0 * exp(-1)) * 1e-9, rel=1e-4)
    assert speed(1e5) == pytest.approx(0.2e-9, rel=1e-3)


def test_nothing_jumps_when_the_drives_set_off_or_stand():
    """Pins a frame that shows another place though nothing has moved yet, and drift that a move takes back."""
    everything = StageImperfections({"x": B}, {"x": 0.4e-6}, 1.5, 3e-9, 0.2e-9, 200.0)
    table, way = went(TableOffset(everything), 5e-6, -3e-6), {"x": 4e-6}
    for time in (0.0, 0.7, 50.0):
        before = table.at(table.began + time, {})
        departed = table.departed(table.began + time, way, 2.0)
        assert departed.at(departed.began, {}) == pytest.approx(before, abs=1e-18)
        during = departed.at(departed.began + 3.0, way)
        table = departed.arrived(departed.began + 3.0, way)
        assert table.at(table.began, {}) == pytest.approx(during, abs=1e-18)


def test_a_perfect_table_is_where_its_drives_are():
    """Pins imperfections that nobody asked for: the shipped model and the demo count on none."""
    table = went(TableOffset(PERFECT), 1e-3, -2e-3)
    assert set(table.at(table.began + 100.0, {"x": 1e-6}).values()) == {0.0}
