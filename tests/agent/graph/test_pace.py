"""The facility's pace is waited out; nothing else is."""

from typing import Any

import pytest

from fractoscope.agent.graph.pace import LONGEST, at_pace
from fractoscope.agent.journal import Kind
from fractoscope.instruments.errors import InterlockOpen
from fractoscope.instruments.facility.pace_rule import ACTION_RATE
from fractoscope.instruments.values import FieldOfView
from tests.agent.graph.rig import ListedPolicy, Rig
from tests.instruments.scripted_adapter import FakeClock

TOO_FAST = InterlockOpen(interlock=ACTION_RATE, remedy="wait 1.0 s; the facility allows 2 actions a minute and 2 started")


def refusing(times: int, error: InterlockOpen = TOO_FAST, answer: object = "started"):
    """Return a call that is refused so many times before it is answered."""
    left = [error] * times

    def call():
        if left:
            raise left.pop()
        return answer

    return call


def test_too_fast_is_waited_for_and_asked_again():
    """Pins a session that ends, for a person to start it again, because it worked faster than the facility allows."""
    clock = FakeClock()
    began = clock.monotonic()
    assert at_pace(refusing(3), clock) == "started"
    assert clock.monotonic() - began == pytest.approx(3.0)


def test_another_interlock_is_not_waited_for():
    """Pins minutes of waiting in a vented chamber, which no waiting pumps."""
    clock = FakeClock()
    began = clock.monotonic()
    with pytest.raises(InterlockOpen, match="vacuum"):
        at_pace(refusing(1, InterlockOpen(interlock="vacuum (vented)", remedy="pump")), clock)
    assert clock.monotonic() == began


def test_waiting_has_an_end():
    """Pins a session that waits for ever under a rule which allows nothing."""
    clock = FakeClock()
    began = clock.monotonic()
    with pytest.raises(InterlockOpen, match="action rate"):
        at_pace(refusing(10_000), clock)
    assert LONGEST < clock.monotonic() - began < LONGEST + 5.0


@pytest.mark.parametrize("where", ["check", "start"])
def test_a_session_that_is_too_fast_slows_down(rig: Rig, monkeypatch: pytest.MonkeyPatch, where: str):
    """Pins a check, or a start, that is not asked again."""
    rig.clock = FakeClock()
    rig.policy = ListedPolicy(FieldOfView(x=1e-3, y=0.0, width=1e-3))
    real, left = getattr(rig.sem, where), [TOO_FAST] * 2

    def paced(*arguments: Any):
        if left:
            raise left.pop()
        return real(*arguments)

    monkeypatch.setattr(rig.sem, where, paced)
    assert rig.run() == "completed"
    assert rig.acquired() == ["s-00001-frame"]
    assert rig.journal(Kind.FAULT) == rig.journal(Kind.REFUSAL) == []
