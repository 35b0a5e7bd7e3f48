"""Moving, once, to where it was asked and nowhere else."""

from typing import Any

import pytest

from fractoscope.instruments.errors import ActionConflict, LimitExceeded, Unsupported
from fractoscope.instruments.values import MoveStage, Phase, StagePosition

TOLERANCE = 5e-6


def test_a_move_arrives_and_reads_back(led: Any):
    """Pins an outcome that repeats the request instead of the read-back."""
    operation = led.move(led.away)
    assert operation.phase is Phase.DONE
    assert operation.progress == 1.0
    achieved = StagePosition.model_validate(operation.outcome)
    assert achieved == led.microscope.state().position
    assert achieved.distance(led.away) < TOLERANCE
    assert not led.microscope.state().moving


def test_a_target_out_of_range_is_refused_and_nothing_moves(led: Any):
    """Pins silent clipping, and a refusal that comes after the stage set off."""
    before = led.microscope.state()
    for axis, limits in led.microscope.describe().axes.items():
        for value in (limits.low - 1e-3, limits.high + 1e-3):
            action = MoveStage(target=before.position.replace(**{axis: value}))
            for attempt in (led.microscope.check, led.start):
                with pytest.raises(LimitExceeded) as refusal:
                    attempt(action)
                assert (refusal.value.axis, refusal.value.value, refusal.value.low, refusal.value.high) == (
                    axis,
                    value,
                    limits.low,
                    limits.high,
                )
    assert led.microscope.state().position == before.position


def test_an_axis_that_is_not_there_is_refused(led: Any):
    """Pins a tilt that is dropped without a word by a stage that cannot tilt."""
    here = led.microscope.state().position
    for axis in {"z", "tilt", "rotation"} - set(led.microscope.describe().axes):
        with pytest.raises(Unsupported):
            led.start(MoveStage(target=here.replace(**{axis: 0.1})))
    assert led.microscope.state().position == here


def test_the_same_ticket_acts_once(led: Any):
    """Pins a retry that moves the stage again, after it has been moved elsewhere."""
    action = MoveStage(target=led.away)
    first = led.perform(action, "once")
    led.move(led.home)
    again = led.start(action, "once")
    assert again == first
    assert led.microscope.state().position.distance(led.home) < TOLERANCE


def test_the_same_id_with_another_payload_is_refused(led: Any):
    """Pins a second meaning for an action id that stands in a journal."""
    led.perform(MoveStage(target=led.away), "once")
    with pytest.raises(ActionConflict):
        led.start(MoveStage(target=led.home), "once")
    assert led.microscope.state().position.distance(led.away) < TOLERANCE


def test_checking_does_nothing(led: Any):
    """Pins a preflight with an effect."""
    before = led.microscope.state()
    led.microscope.check(MoveStage(target=led.away))
    led.microscope.check(led.look())
    assert led.microscope.state().position == before.position
    assert led.microscope.state().dose == before.dose
