"""Catching an action in the middle, with a clock that can be held or by being quick."""

import time
from typing import TYPE_CHECKING

import pytest

from fractoscope.instruments.values import AcquireFrame, Action, MoveStage, Operation, StagePosition

if TYPE_CHECKING:
    from fractoscope.instruments.conformance.bench import Bench

SHARE = 0.25
"""How far an action has come when it is caught: well away from both ends."""

SHORTEST = 0.08
"""Seconds below which an action in real time is over before a call over the wire can be sure to meet it."""

REACTION = 0.25
"""Seconds within which a halt takes effect: what a vendor's call and an SEM stage's deceleration take."""

PATIENCE = 10.0
"""Real seconds to wait for the middle of an action."""


def caught_midway(bench: "Bench", action: Action) -> Operation:
    """Start an action and return it while it is under way.

    With a held clock, time stands still in the middle. Without one, the action is looked at until it has begun and has come no farther
    than half-way; one that is over sooner is reported as not shown.
    """
    expected = expected_time(bench, action)
    if bench.subject.hold is None and expected < SHORTEST:
        pytest.skip(f"the action takes only {1e3 * expected:.0f} ms, too short to be met half-way; give a longer --reach")
    if bench.subject.hold is not None:
        bench.subject.hold.hold_after(SHARE * expected)
    start = bench.subject.second_look.position()
    operation = bench.start(action)
    deadline = time.monotonic() + PATIENCE
    while not _is_midway(bench, action, start):
        if bench.microscope.wait(operation.action_id, 0.0).phase.ended:
            pytest.skip("the action was over before it could be met half-way")
        assert time.monotonic() < deadline, f"{operation.kind} neither began nor ended within {PATIENCE:g} s"
    return operation


def expected_time(bench: "Bench", action: Action) -> float:
    """Return how long a move or a scan should take by what the microscope says of itself (s)."""
    match action:
        case MoveStage(target=target):
            here = bench.microscope.state().position
            speeds = {axis: limits.speed for axis, limits in bench.capabilities.axes.items()}
            return max((abs(value - getattr(here, axis)) / speed for axis, value in target if (speed := speeds.get(axis))), default=0.0)
        case AcquireFrame(scan=scan):
            return scan.pixels * scan.dwell_time
    return 0.0


def require_cut_short(bench: "Bench", target: StagePosition, left_to_go: float) -> None:
    """Fail if a move that was cut short half-way reached its target all the same.

    Without a held clock, a way that was nearly over may have ended before the halt could act; that shows nothing.

    Parameters
    ----------
    bench
        With the stage at rest.
    target
        Of the move.
    left_to_go
        Seconds that the rest of the way should have taken when the move was cut short.
    """
    if bench.place.miss(bench.subject.second_look.position(), target):
        return
    if bench.subject.hold is None and left_to_go < REACTION:
        pytest.skip(f"the stage had only {1e3 * left_to_go:.0f} ms to go and arrived; give a longer --reach to see it halt")
    pytest.fail("the move was cut short half-way and the stage went on to its target")


def _is_midway(bench: "Bench", action: Action, start: StagePosition) -> bool:
    hold, look = bench.subject.hold, bench.subject.second_look
    if hold is not None:
        return hold.held.wait(0.005)
    if isinstance(action, MoveStage):
        return look.moving() and bool(bench.place.miss(look.position(), start))
    return look.scanning()
