"""Who may act: leases, ranks and fencing numbers."""

from threading import Event

import pytest

from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.errors import LimitExceeded, NotInControl, NotPermitted
from fractoscope.instruments.values import MoveStage, Phase, Role

BRIEF = 0.5
"""Seconds of a lease that is left to run out: longer than it takes to begin a scan, shorter than the slow scan."""

KEPT, BEAT, BEATS = 1.0, 0.3, 4
"""Seconds of a lease that is renewed, between two renewals, and their number: together longer than the lease."""

AGENT = "conformance agent"


def test_nothing_acts_without_a_lease(bench: Bench) -> None:
    """Pins an instrument that anybody can move."""
    _, target = bench.ends("x")
    before = bench.subject.second_look.position()
    for action in (MoveStage(target=target), bench.look()):
        with pytest.raises(NotInControl):
            bench.start(action)
    assert bench.subject.second_look.position() == before


def test_a_second_agent_is_refused_and_told_who_is_in_control(bench: Bench) -> None:
    """Pins two agents that drive one stage."""
    fence = bench.take(AGENT, Role.AGENT, note="first").fence
    with pytest.raises(NotInControl) as refusal:
        bench.microscope.take_lease("another agent", Role.AGENT)
    told = (refusal.value.holder, refusal.value.role, refusal.value.note.partition(";")[0])
    assert told == (AGENT, "agent", "first"), f"the refusal tells {told}"
    lease = bench.microscope.state().lease
    assert lease is not None
    assert lease.fence == fence


def test_an_operator_takes_over_and_outdates_the_agents_tickets(bench: Bench) -> None:
    """Pins an agent that goes on moving under the operator's hands."""
    _, target = bench.ends("x")
    outdated = bench.take(AGENT, Role.AGENT).fence
    operator = bench.take()
    assert operator.fence > outdated
    with pytest.raises(NotInControl) as refusal:
        bench.start(MoveStage(target=target), fence=outdated)
    assert (refusal.value.holder, refusal.value.fence) == (operator.holder, outdated)
    with pytest.raises(NotInControl):
        bench.microscope.renew_lease(outdated)
    bench.microscope.release_lease(outdated)
    assert bench.microscope.state().lease == operator


def test_an_agent_does_not_take_over_from_an_operator(led: Bench) -> None:
    """Pins ranks that work one way only on paper."""
    with pytest.raises(NotInControl):
        led.microscope.take_lease(AGENT, Role.AGENT)
    lease = led.microscope.state().lease
    assert lease is not None
    assert (lease.role, lease.fence) == (Role.OPERATOR, led.fence)


def test_a_released_lease_is_free_and_the_next_number_is_higher(bench: Bench) -> None:
    """Pins a fencing number that is given out twice."""
    first = bench.take(AGENT, Role.AGENT).fence
    assert bench.microscope.renew_lease(first).fence == first
    bench.microscope.release_lease(first)
    assert bench.microscope.state().lease is None
    assert bench.take("another agent", Role.AGENT).fence > first


def test_an_observer_holds_no_lease(bench: Bench) -> None:
    """Pins a role that may look and ends up in control."""
    with pytest.raises(NotPermitted):
        bench.microscope.take_lease("conformance observer", Role.OBSERVER)
    assert bench.microscope.state().lease is None


@pytest.mark.parametrize("seconds", [0.0, 1e9])
def test_a_lease_without_an_end_is_refused(bench: Bench, seconds: float) -> None:
    """Pins a lease that is over before it began, and one that outlives a dead agent for ever."""
    with pytest.raises(LimitExceeded) as refusal:
        bench.take(time_to_live=seconds)
    assert refusal.value.axis == "time_to_live"
    assert bench.microscope.state().lease is None


def test_a_lease_that_is_renewed_does_not_run_out(bench: Bench) -> None:
    """Pins a heartbeat that nobody counts."""
    fence = bench.take(time_to_live=KEPT).fence
    for _ in range(BEATS):
        _real_pause(BEAT)
        bench.microscope.renew_lease(fence)
    lease = bench.microscope.state().lease
    assert lease is not None
    assert lease.fence == fence


def test_a_lease_that_runs_out_leaves_the_microscope_at_rest(there: Bench) -> None:
    """Pins an agent that died with the beam on the specimen."""
    action = there.slow_look()
    there.take(time_to_live=BRIEF)
    scanning = there.midway(action)
    outdated = there.fence
    _real_pause(BRIEF)
    ended = there.microscope.wait(scanning.action_id, 5.0)
    there.run_on()
    assert ended.phase in {Phase.CANCELLED, Phase.DONE}, f"the scan ended as {ended.phase}"
    if ended.phase is Phase.DONE:
        pytest.skip("the scan was over before the lease ran out")
    state = there.microscope.state()
    assert state.lease is None
    assert not state.moving
    assert not state.scanning, "the scan goes on without anybody in control"
    assert state.beam.blanked, "the beam is on the specimen without anybody in control"
    with pytest.raises(NotInControl):
        there.start(there.look(), fence=outdated)


def _real_pause(seconds: float) -> None:
    """Let real time pass: leases run on the server's clock, which no test can hold."""
    Event().wait(seconds)
