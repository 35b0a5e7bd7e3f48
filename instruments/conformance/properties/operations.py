"""Long actions: one at a time, watched, bounded, and ended early."""

from itertools import pairwise

import pytest

from fractoscope.instruments.conformance.answered_within import answered_within
from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.conformance.midway import expected_time, require_cut_short
from fractoscope.instruments.errors import Busy, NotInControl, SemError
from fractoscope.instruments.values import Action, MoveStage, Phase

SAMPLES = 2000
"""Looks at an action's progress at most."""

STEPS = 25
"""Looks at it on a clock that can be held: not a divisor of the strips in which vendors hand frames over."""

CANCEL_PATIENCE = 10.0
"""Seconds within which a cancel must answer."""


def test_one_action_at_a_time(there: Bench) -> None:
    """Pins a frame that is scanned while the stage travels."""
    running = there.midway(_long_action(there))
    for other in (MoveStage(target=there.home), there.look()):
        with pytest.raises(Busy) as refusal:
            there.start(other)
        assert refusal.value.operation == running.action_id
    assert there.microscope.state().operation == running.action_id
    there.run_on()
    assert there.ended(running).phase is Phase.DONE
    assert there.microscope.state().operation is None


def test_a_wait_ends_before_the_action_does(there: Bench) -> None:
    """Pins a client that hangs for as long as an action takes."""
    moving = there.midway(_long_action(there))
    still = answered_within(2.0, lambda: there.microscope.wait(moving.action_id, 0.0), "a wait of no time")
    there.run_on()
    assert still.phase is Phase.RUNNING
    assert still.outcome is None
    assert there.ended(moving).phase is Phase.DONE


def test_progress_never_falls(there: Bench) -> None:
    """Pins a progress that jumps back, or stands at the end while the action runs."""
    action, hold = there.slow_look(), there.subject.hold
    step = expected_time(there, action) / STEPS
    if hold is not None:
        hold.hold_after(step)
    operation = there.start(action)
    seen = []
    for _ in range(SAMPLES):
        if hold is not None and hold.held.wait(0.05):
            hold.hold_after(step)
        now = there.microscope.wait(operation.action_id, 0.0 if hold is not None else 0.002)
        seen.append(now.progress)
        if now.phase.ended:
            break
    there.run_on()
    assert there.ended(operation).phase is Phase.DONE
    falls = [(a, b) for a, b in pairwise(seen) if b < a]
    assert not falls, f"progress fell from {falls[0][0]:.2f} to {falls[0][1]:.2f}"
    assert seen[-1] == 1.0, f"done at a progress of {seen[-1]:.2f}"


def test_an_action_announces_how_long_it_may_take(there: Bench) -> None:
    """Pins a timeout that every action exceeds, and a speed that was guessed."""
    action, _, _ = there.long_move()
    expected, clock = expected_time(there, action), there.subject.clock
    began = clock.monotonic()
    operation = there.start(action)
    assert operation.timeout >= expected, f"{operation.timeout:.3g} s are allowed for a move of {expected:.3g} s"
    assert there.ended(operation).phase is Phase.DONE
    took = clock.monotonic() - began
    assert took <= operation.timeout, f"the move took {took:.3g} s, and {operation.timeout:.3g} s were allowed"


def test_cancel_ends_a_move_and_is_idempotent(there: Bench) -> None:
    """Pins an adapter that swallows a cancel and goes on, and a second cancel that fails or hits the next action."""
    action, _, target = there.long_move()
    moving, left_to_go = there.midway(action), expected_time(there, action)
    answer = answered_within(CANCEL_PATIENCE, lambda: there.microscope.cancel(moving.action_id, there.fence), "cancel")
    there.run_on()
    ended = there.ended(moving)
    there.pause(0.3)
    there.met_too_late(moving)
    assert answer.phase is Phase.CANCELLED, "the move goes on after it was cancelled"
    assert ended == answer
    require_cut_short(there, target, left_to_go)
    assert there.microscope.cancel(moving.action_id, there.fence) == ended
    assert not there.subject.second_look.moving()


def test_cancel_ends_a_scan(there: Bench) -> None:
    """Pins a scan that runs on, with the beam on the specimen, after its caller gave up on it."""
    scanning = there.midway(there.slow_look())
    answer = answered_within(CANCEL_PATIENCE, lambda: there.microscope.cancel(scanning.action_id, there.fence), "cancel")
    there.run_on()
    there.ended(scanning)
    assert answer.phase is Phase.CANCELLED, "the scan goes on after it was cancelled"
    there.pause(0.1)
    assert not there.subject.second_look.scanning(), "the scan goes on after the cancel"
    assert there.subject.second_look.beam().blanked, "the beam is on the specimen after the cancel"
    with pytest.raises(SemError):
        there.microscope.frame(scanning.action_id)


def test_what_was_cancelled_leaves_nothing_in_the_way(there: Bench) -> None:
    """Pins a cancel that is still remembered when the next action begins."""
    action, _, target = there.long_move()
    moving = there.midway(action)
    there.microscope.cancel(moving.action_id, there.fence)
    there.run_on()
    there.ended(moving)
    there.move(target)
    there.frame()


def test_cancel_after_the_end_does_nothing(there: Bench) -> None:
    """Pins a finished action that turns into a cancelled one."""
    done = there.done(there.look())
    assert there.microscope.cancel(done.action_id, there.fence) == done


def test_cancel_needs_control(there: Bench) -> None:
    """Pins an outdated agent that cancels the operator's action."""
    outdated = there.fence
    there.take()
    action, _, _ = there.long_move()
    moving = there.midway(action)
    with pytest.raises(NotInControl):
        there.microscope.cancel(moving.action_id, outdated)
    there.run_on()
    assert there.ended(moving).phase is Phase.DONE


def test_cancelling_what_never_started_is_refused_and_forbids_nothing(there: Bench) -> None:
    """Pins a cancel that comes before its action and is then silently kept, or silently lost."""
    later = there.new_id("later")
    with pytest.raises(SemError):
        there.microscope.cancel(later, there.fence)
    assert there.perform(MoveStage(target=there.home), later).phase is Phase.DONE


def test_an_unknown_action_is_an_error_and_not_a_wait(there: Bench) -> None:
    """Pins a wait that never ends for an id that was never started."""
    unknown = there.new_id("never")
    with pytest.raises(SemError):
        answered_within(5.0, lambda: there.microscope.wait(unknown, 0.1), "a wait for an unknown action")


def _long_action(bench: Bench) -> Action:
    """Return a move where it can be held half-way, else a slow scan, which in real time is the longer of the two."""
    return bench.slow_look() if bench.subject.hold is None else bench.long_move()[0]
