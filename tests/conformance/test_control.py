"""Leases, one action at a time, cancelling and stopping."""

from typing import Any

import pytest

from fractoscope.instruments.errors import Busy, NotInControl, SemError
from fractoscope.instruments.values import MoveStage, Phase, Role, Ticket

TOLERANCE = 5e-6


def test_nothing_acts_without_a_lease(bench: Any):
    """Pins an instrument that anybody can move."""
    before = bench.microscope.state().position
    with pytest.raises(NotInControl):
        bench.start(MoveStage(target=bench.away))
    assert bench.microscope.state().position == before


def test_reading_and_stopping_need_no_lease(bench: Any):
    """Pins an operator who cannot stop because somebody else is in control."""
    assert bench.microscope.state().lease is None
    bench.microscope.check(MoveStage(target=bench.away))
    report = bench.microscope.stop()
    assert (report.halted, report.scan_ended, report.blanked, report.cancelled) == (True, True, True, None)


def test_a_second_agent_is_refused_and_told_who_holds_the_lease(led: Any):
    """Pins two agents that drive one stage."""
    with pytest.raises(NotInControl) as refusal:
        led.microscope.take_lease("other", Role.AGENT)
    assert refusal.value.holder == "agent"


def test_an_operator_takes_over_and_outdates_the_agents_tickets(led: Any):
    """Pins an agent that goes on moving under the operator's hands."""
    agents_fence = led.fence
    operator = led.take("operator", Role.OPERATOR, note="sample change")
    assert operator.fence > agents_fence
    with pytest.raises(NotInControl) as refusal:
        led.microscope.start(MoveStage(target=led.away), Ticket(action_id="late", fence=agents_fence))
    assert (refusal.value.holder, refusal.value.fence) == ("operator", agents_fence)
    with pytest.raises(NotInControl):
        led.microscope.renew_lease(agents_fence)
    with pytest.raises(NotInControl):
        led.microscope.take_lease("agent", Role.AGENT)
    led.microscope.release_lease(agents_fence)
    assert led.microscope.state().lease.holder == "operator"
    assert led.move(led.away).phase is Phase.DONE


def test_a_released_lease_is_free_and_the_next_fence_is_higher(led: Any):
    """Pins a fencing number that is given out twice."""
    first = led.fence
    assert led.microscope.renew_lease(first).fence == first
    led.microscope.release_lease(first)
    assert led.microscope.state().lease is None
    assert led.take("other").fence > first


def test_one_action_at_a_time(led: Any):
    """Pins a frame that is scanned while the stage travels."""
    led.move(led.home)
    moving = led.hold_midway(MoveStage(target=led.away))
    with pytest.raises(Busy) as refusal:
        led.start(led.look())
    assert refusal.value.operation == moving.action_id
    state = led.microscope.state()
    assert state.moving
    assert state.operation == moving.action_id
    assert led.microscope.wait(moving.action_id, 0.0).phase is Phase.RUNNING
    led.clock.release()
    assert led.ended(moving).phase is Phase.DONE


def test_stop_halts_a_move_half_way_without_a_lease(led: Any):
    """Pins a stop that waits for the move to end, as a simulator that ignores stop would never show."""
    led.move(led.home)
    moving = led.hold_midway(MoveStage(target=led.away))
    report = led.microscope.stop()
    assert report.halted
    assert report.cancelled == moving.action_id
    ended = led.ended(moving)
    assert ended.phase is Phase.CANCELLED
    assert ended.error["error"] == "OperationCancelled"
    led.clock.release()
    rest = led.microscope.state().position
    assert rest == report.position
    assert rest.distance(led.home) > TOLERANCE
    assert rest.distance(led.away) > TOLERANCE


def test_a_stopped_microscope_can_be_used_again(led: Any):
    """Pins a stop that leaves the instrument locked, or its ticket good for a second try."""
    moving = led.hold_midway(MoveStage(target=led.away))
    led.microscope.stop()
    led.ended(moving)
    led.clock.release()
    assert led.start(MoveStage(target=led.away), moving.action_id).phase is Phase.CANCELLED
    led.take("agent")
    assert led.move(led.away).phase is Phase.DONE
    assert led.perform(led.look()).phase is Phase.DONE


def test_an_agent_that_was_stopped_between_two_actions_is_refused_the_next(led: Any):
    """Pins a stop that only ends the present action: the agent's next move came a second later."""
    led.microscope.stop()
    before = led.microscope.state().position
    with pytest.raises(NotInControl) as refusal:
        led.start(MoveStage(target=led.away))
    assert refusal.value.holder == "stop"
    assert led.microscope.state().position == before
    led.take("agent")
    assert led.move(led.away).phase is Phase.DONE


def test_an_operator_who_presses_stop_keeps_control(led: Any):
    """Pins a stop that hands the instrument to whoever asks first."""
    led.take("operator", Role.OPERATOR)
    led.microscope.stop()
    assert led.microscope.state().lease.holder == "operator"
    assert led.move(led.away).phase is Phase.DONE


def test_cancel_ends_a_move_and_is_idempotent(led: Any):
    """Pins a second cancel that fails, or cancels the next action."""
    led.move(led.home)
    moving = led.hold_midway(MoveStage(target=led.away))
    led.microscope.cancel(moving.action_id, led.fence)
    assert led.ended(moving).phase is Phase.CANCELLED
    led.clock.release()
    assert led.microscope.cancel(moving.action_id, led.fence).phase is Phase.CANCELLED
    assert not led.microscope.state().moving


def test_cancel_after_the_end_does_nothing(led: Any):
    """Pins a finished action that turns into a cancelled one."""
    done = led.move(led.away)
    assert led.microscope.cancel(done.action_id, led.fence) == done


def test_cancel_needs_control(led: Any):
    """Pins an outdated agent that cancels the operator's move."""
    outdated = led.fence
    led.take("operator", Role.OPERATOR)
    moving = led.hold_midway(MoveStage(target=led.away))
    with pytest.raises(NotInControl):
        led.microscope.cancel(moving.action_id, outdated)
    led.clock.release()
    assert led.ended(moving).phase is Phase.DONE


def test_stop_ends_a_scan_and_blanks_the_beam(led: Any):
    """Pins a beam that burns on after a stop; for a scan that takes no time there is nothing to stop."""
    led.move(led.home)
    if "set_beam" not in led.microscope.describe().abilities or not led.scan_takes_time:
        return
    scanning = led.hold_midway(led.look(), after=0.005)
    assert led.microscope.state().scanning
    assert not led.microscope.state().beam.blanked
    report = led.microscope.stop()
    assert (report.scan_ended, report.blanked, report.cancelled) == (True, True, scanning.action_id)
    assert led.ended(scanning).phase is Phase.CANCELLED
    led.clock.release()
    assert led.microscope.state().beam.blanked


def test_cancelling_what_never_started_is_refused_and_forbids_nothing(led: Any):
    """Pins a cancel that comes before its action and is then silently kept, or silently lost."""
    with pytest.raises(SemError):
        led.microscope.cancel("later", led.fence)
    assert led.perform(MoveStage(target=led.away), "later").phase is Phase.DONE
