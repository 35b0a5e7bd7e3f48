"""Moving, once, to where it was asked and nowhere else."""

import pytest

from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.conformance.neighbourhood import AXES, Axis
from fractoscope.instruments.errors import ActionConflict
from fractoscope.instruments.values import MoveStage, StagePosition

SETTLED = 0.3
"""Seconds after a move in which the stage must not move any more."""


@pytest.mark.parametrize("axis", AXES)
def test_an_axis_arrives_where_it_was_sent(there: Bench, axis: Axis) -> None:
    """Pins a target that is clipped or dropped, as a tilt that a stage passes over without a word."""
    for target in there.ends(axis):
        there.move(target)
        miss = there.place.miss(there.subject.second_look.position(), target)
        assert not miss, f"the stage misses its target in {miss}"


def test_a_move_is_reported_as_read_back(there: Bench) -> None:
    """Pins an outcome that repeats the request instead of the read-back."""
    for target in there.ends("x"):
        operation = there.move(target)
        assert operation.progress == 1.0
        achieved, rest = StagePosition.model_validate(operation.outcome), there.subject.second_look.position()
        gap = achieved.distance(rest)
        assert gap <= there.place.tolerance / 10, f"the outcome says {gap:.3g} m from where the stage is read to stand"
        # A mechanical stage that lands on every digit of its target was not read at all; the last digits of a float tell.
        assert achieved == rest or achieved != target, "the outcome is the request and not what is read back"


def test_a_stage_stands_still_once_its_move_is_done(there: Bench) -> None:
    """Pins a move that returns before the stage stopped, so that the next frame is smeared."""
    for target in there.ends("x"):
        there.move(target)
        look = there.subject.second_look
        first, moving = look.position(), look.moving()
        there.pause(SETTLED)
        creep = first.distance(look.position())
        assert not moving, "the move is done and the stage says that it moves"
        assert creep <= there.place.tolerance / 2, f"the stage went on by {creep:.3g} m within {SETTLED} s after its move was done"


def test_a_move_of_one_axis_leaves_the_others(there: Bench) -> None:
    """Pins a one-axis call of a vendor that levels the tilt or turns the stage back to a stored rotation."""
    before = there.subject.second_look.position()
    for target in there.ends("x"):
        there.move(target.replace(**{axis: getattr(before, axis) for axis in AXES if axis != "x"}))
        after = there.subject.second_look.position()
        miss = there.place.miss(after, before.replace(x=after.x))
        assert not miss, f"a move in x changed {miss}"


def test_a_stage_comes_back(there: Bench) -> None:
    """Pins a stage that loses steps, or adds targets instead of going to them."""
    for target in there.ends("x"):
        there.move(target)
        there.move(there.home)
        miss = there.place.miss(there.subject.second_look.position(), there.home)
        assert not miss, f"the stage came back {miss} off"


def test_the_account_of_the_stage_agrees(there: Bench) -> None:
    """Pins read-backs that agree with each other and not with what physically happened."""
    witness = there.subject.witness
    if witness is None:
        pytest.skip("only a simulator tells what physically happened")
    _, target = there.ends("x")
    moves = witness.moves()
    there.move(target)
    assert witness.moves() - moves == 1, f"the stage set off {witness.moves() - moves} times for one move"
    assert witness.resting_at() == there.microscope.state().position


def test_a_ticket_moves_the_stage_once(there: Bench) -> None:
    """Pins a retry that moves the stage again, after it has been moved elsewhere."""
    low, high = there.ends("x")
    action, action_id = MoveStage(target=high), there.new_id("once")
    first = there.done(action, action_id)
    there.move(low)
    assert there.start(action, action_id) == first
    there.pause(0.1)
    assert not there.place.miss(there.subject.second_look.position(), low), "the stage moved again for a ticket that was used"


def test_a_ticket_with_another_target_is_refused(there: Bench) -> None:
    """Pins a second meaning for an action id that stands in a journal."""
    low, high = there.ends("x")
    action_id = there.new_id("once")
    there.done(MoveStage(target=high), action_id)
    with pytest.raises(ActionConflict) as refusal:
        there.start(MoveStage(target=low), action_id)
    assert refusal.value.action_id == action_id
    assert not there.place.miss(there.subject.second_look.position(), high), "the stage moved for a ticket that was refused"
