"""Stopping: the one thing that must work whatever else does not."""

import pytest

from fractoscope.instruments.conformance.answered_within import answered_within
from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.conformance.midway import expected_time, require_cut_short
from fractoscope.instruments.errors import NotInControl
from fractoscope.instruments.values import MoveStage, Phase, Role, StopReport

STOP_PATIENCE = 10.0
"""Seconds within which a stop must answer: it waits at most 2 s each for the vendor's calls, the action and the read-back."""

STATE_PATIENCE = 2.0
"""Seconds within which the state must be told while something is under way."""


@pytest.mark.vital
def test_reading_and_stopping_need_no_lease(bench: Bench) -> None:
    """Pins an operator who cannot stop because somebody else is in control."""
    assert bench.microscope.state().lease is None
    bench.microscope.check(bench.look())
    report = _stop(bench)
    assert (report.halted, report.scan_ended, report.blanked, report.cancelled) == (True, True, True, None), f"{report!r}"


@pytest.mark.vital
def test_the_state_is_told_while_the_stage_moves(there: Bench) -> None:
    """Pins read-backs that wait for the move to end, so that nobody sees what is going on."""
    action, start, target = there.long_move()
    moving = there.midway(action)
    state = answered_within(STATE_PATIENCE, there.microscope.state, "the state during a move")
    there.met_too_late(moving)
    there.run_on()
    assert state.operation == moving.action_id
    assert state.moving, "the stage is under way and says that it is still"
    assert there.ended(moving).phase is Phase.DONE
    slack = there.place.tolerance
    assert start.x - slack <= state.position.x <= target.x + slack, f"half-way from {start.x} to {target.x} it says {state.position.x}"


@pytest.mark.vital
def test_stop_halts_a_move_half_way(there: Bench) -> None:
    """Pins a stop that waits for the move to end, and a vendor's stage that runs on after the software gave up."""
    action, start, target = there.long_move()
    moving, left_to_go = there.midway(action), expected_time(there, action)
    report = _stop(there)
    there.run_on()
    ended = there.ended(moving)
    there.pause(0.3)
    rest = there.subject.second_look.position()
    there.met_too_late(moving)
    assert report.halted, "the stage was not found still after the stop"
    assert report.blanked, "the beam was not found blanked after the stop"
    assert report.cancelled == moving.action_id
    assert ended.phase is Phase.CANCELLED, f"the move ended as {ended.phase}"
    assert ended.error is not None
    assert ended.error["error"] == "OperationCancelled"
    require_cut_short(there, target, left_to_go)
    assert rest.distance(report.position) <= there.place.tolerance, f"{rest.distance(report.position):.3g} m further after the stop"
    assert there.place.miss(rest, start), "the stage never set off"


@pytest.mark.vital
def test_stop_ends_a_scan_and_blanks_the_beam(there: Bench) -> None:
    """Pins a beam that burns on after a stop."""
    scanning = there.midway(there.slow_look())
    state = there.microscope.state()
    there.met_too_late(scanning)
    assert state.scanning, "the beam is under way and says that it does not scan"
    assert not state.beam.blanked, "the scan is under way with the beam blanked"
    report = _stop(there)
    there.run_on()
    ended = there.ended(scanning)
    assert (report.scan_ended, report.blanked) == (True, True), f"{report!r}"
    assert report.cancelled == scanning.action_id
    assert ended.phase is Phase.CANCELLED, f"the scan ended as {ended.phase}"
    there.pause(0.1)
    assert there.subject.second_look.beam().blanked, "the beam came back after the stop"
    assert not there.subject.second_look.scanning(), "the scan went on after the stop"


@pytest.mark.vital
def test_a_stopped_microscope_can_be_used_again(there: Bench) -> None:
    """Pins a stop that leaves the instrument locked, or its ticket good for a second try."""
    action, _, target = there.long_move()
    moving = there.midway(action)
    _stop(there)
    there.run_on()
    there.ended(moving)
    there.met_too_late(moving)
    assert there.start(action, moving.action_id).phase is Phase.CANCELLED, "the stopped action began again under its old ticket"
    there.move(target)
    assert there.perform(there.look()).phase is Phase.DONE


def test_an_agent_that_was_stopped_between_two_actions_is_refused_the_next(bench: Bench) -> None:
    """Pins a stop that only ends the present action: the agent's next move came a second later."""
    bench.take("conformance agent", Role.AGENT)
    _, target = bench.ends("x")
    _stop(bench)
    before = bench.subject.second_look.position()
    with pytest.raises(NotInControl) as refusal:
        bench.start(MoveStage(target=target))
    assert refusal.value.holder == "stop"
    assert bench.subject.second_look.position() == before
    bench.take("conformance agent", Role.AGENT)
    bench.move(target)


def test_an_operator_who_presses_stop_keeps_control(there: Bench) -> None:
    """Pins a stop that hands the instrument to whoever asks first."""
    _, target = there.ends("x")
    _stop(there)
    lease = there.microscope.state().lease
    assert lease is not None
    assert lease.fence == there.fence
    there.move(target)


def _stop(bench: Bench) -> StopReport:
    return answered_within(STOP_PATIENCE, bench.microscope.stop, "stop")
