"""One holder at a time, by rank, with numbers that only grow."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from fractoscope.instruments.errors import LimitExceeded, NotInControl, NotPermitted
from fractoscope.instruments.server import EffectLedger, LeaseDesk, LocalSem
from fractoscope.instruments.values import BeamSettings, Phase, Role

from ..scripted_adapter import FakeClock, ScriptedAdapter  # noqa: TID252 - test modules have no package name of their own


def test_a_lease_that_runs_out_brings_the_microscope_to_rest(agent: Any, adapter: ScriptedAdapter, clock: FakeClock, move: Any):
    """Pins a crashed agent whose beam burns on (SBEMimage #98)."""
    adapter.gate.clear()
    agent.start(move(1e-3), "m")
    assert adapter.begun.wait(5)
    adapter.beam_now = BeamSettings(blanked=False)
    clock.advance(4.0)
    agent.microscope.renew_lease(agent.fence)
    assert agent.microscope.state().operation == "m"
    clock.advance(30.1)
    agent.microscope.supervise()
    assert agent.microscope.wait("m", 5).phase in (Phase.CANCELLED, Phase.TIMED_OUT)
    assert {"halt", "end_scan", "blank"} <= set(adapter.done)
    assert adapter.beam().blanked
    assert agent.microscope.state().lease is None
    with pytest.raises(NotInControl, match="ran out"):
        agent.microscope.renew_lease(agent.fence)


def test_a_refusal_says_who_holds_the_lease_in_what_role_why_and_since_when(agent: Any, clock: FakeClock):
    """Pins a person in front of a locked microscope who is not told whom to ask."""
    clock.advance(5.0)
    agent.microscope.take_lease("ada", Role.OPERATOR, "sample change")
    clock.advance(12.0)
    with pytest.raises(NotInControl) as refusal:
        agent.microscope.take_lease("agent-2", Role.AGENT)
    assert (refusal.value.holder, refusal.value.role) == ("ada", "operator")
    assert refusal.value.note == "sample change; in control for 12 s, took over from agent (agent)"
    assert "ada (operator) is: sample change" in str(refusal.value)


@pytest.mark.parametrize(
    ("loss", "says"), [("expiry", "ran out"), ("release", "released"), ("stop", "pressed stop"), ("never", "no lease")]
)
def test_a_refusal_without_a_holder_says_how_control_was_lost_and_when(
    sem: LocalSem, adapter: ScriptedAdapter, clock: FakeClock, loss: str, says: str
):
    """Pins "nobody is in control" that leaves open whether to take the lease again or to ask first."""
    if loss != "never":
        fence = sem.take_lease("agent", Role.AGENT).fence
    if loss == "expiry":
        clock.advance(30.1)
        sem.supervise()
    if loss == "release":
        sem.release_lease(fence)
    if loss == "stop":
        sem.stop()
    clock.advance(7.0)
    with pytest.raises(NotInControl) as refusal:
        sem.renew_lease(1)
    assert says in refusal.value.note
    assert refusal.value.note.endswith("7 s ago")
    assert refusal.value.holder == ("stop" if loss == "stop" else "nobody")
    assert refusal.value.role == "no role"


def test_acting_is_a_sign_of_life(agent: Any, clock: FakeClock, move: Any):
    """Pins a busy agent that loses control because it forgot to say so."""
    for number in range(5):
        clock.advance(20.0)
        assert agent.perform(move(number * 1e-4)).phase is Phase.DONE


def test_a_restarted_server_never_gives_a_number_twice(adapter: ScriptedAdapter, ledger_file: Path, clock: FakeClock):
    """Pins a fencing number of before the crash that is in control again."""
    seen = set()
    for _ in range(3):
        with LocalSem(adapter, EffectLedger(ledger_file), clock=clock) as sem:
            fence = sem.take_lease("agent", Role.AGENT).fence
            assert sem.state().lease.fence == fence
        assert fence not in seen
        seen.add(fence)


@pytest.mark.parametrize("seconds", [0.0, -1.0, 1e9, float("nan"), float("inf")])
def test_a_lease_without_end_is_refused(sem: LocalSem, seconds: float):
    """Pins a holder who keeps the microscope for ever, or a length that is no number."""
    with pytest.raises(LimitExceeded):
        sem.take_lease("agent", Role.AGENT, time_to_live=seconds)


class Desk(RuleBasedStateMachine):
    """The desk beside a plain model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock()
        self.numbers = iter(range(1, 10_000))
        self.desk = LeaseDesk(self.clock, lambda: next(self.numbers))
        self.holder = None
        self.highest = 0

    def _expire(self):
        if self.holder is not None and self.clock.monotonic() > self.holder[3]:
            self.holder = None

    @rule(name=st.sampled_from("abc"), role=st.sampled_from([Role.AGENT, Role.OPERATOR]), seconds=st.floats(1.0, 50.0))
    def take(self, name: str, role: Role, seconds: float):
        self._expire()
        held = self.holder
        free = held is None or held[:2] == (name, role) or (role is Role.OPERATOR and held[1] is Role.AGENT)
        if not free:
            with pytest.raises(NotInControl) as refusal:
                self.desk.take(name, role, "", seconds)
            assert refusal.value.holder == held[0]
            return
        lease = self.desk.take(name, role, "", seconds)
        assert lease.fence > self.highest
        self.highest = lease.fence
        self.holder = (name, role, lease.fence, self.clock.monotonic() + seconds, seconds)

    @rule(back=st.integers(0, 2))
    def renew(self, back: int):
        self._expire()
        fence = self.highest - back
        if self.holder is None or self.holder[2] != fence:
            with pytest.raises(NotInControl):
                self.desk.require(fence)
            return
        self.desk.require(fence)
        self.holder = (*self.holder[:3], self.clock.monotonic() + self.holder[4], self.holder[4])

    @rule(back=st.integers(0, 2))
    def release(self, back: int):
        self.desk.release(self.highest - back)
        if self.holder is not None and self.holder[2] == self.highest - back:
            self.holder = None

    @rule(seconds=st.floats(0.0, 40.0))
    def let_time_pass(self, seconds: float):
        self.clock.advance(seconds)

    @invariant()
    def the_same_one_is_in_control(self):
        self._expire()
        lease = self.desk.current
        assert (None if lease is None else lease.fence) == (None if self.holder is None else self.holder[2])


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


def test_an_observer_holds_no_lease():
    """Pins a role made for looking that can drive the stage."""
    desk = LeaseDesk(FakeClock(), count(1).__next__)
    with pytest.raises(NotPermitted):
        desk.take("visitor", Role.OBSERVER, "", 10.0)
    assert desk.current is None
