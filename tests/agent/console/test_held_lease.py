"""An operator's lease over a real instrument server, on a clock that tests move."""

from typing import Any

import pytest

from fractoscope.agent.console.held_lease import ABSENCE, TIME_TO_LIVE, HeldLease
from fractoscope.instruments.errors import ConnectionLost, NotInControl
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import Role
from tests.instruments.scripted_adapter import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def held(sem: LocalSem, clock: FakeClock):
    held = HeldLease(lambda: sem, clock)
    yield held
    held.close()


def holder(sem: LocalSem) -> str | None:
    lease = sem.state().lease
    return None if lease is None else lease.holder


def test_taking_and_giving_back(held: HeldLease, sem: LocalSem):
    """Pins a lease that only the console knows of."""
    lease = held.take("anna", "looks for the origin")
    assert (held.user, held.fence_of("anna")) == ("anna", lease.fence)
    found = sem.state().lease
    assert found is not None
    assert (found.holder, found.role, found.note, found.time_to_live) == (
        "anna (console)",
        Role.OPERATOR,
        "looks for the origin",
        TIME_TO_LIVE,
    )
    held.release("anna")
    assert (held.user, holder(sem)) == (None, None)


@pytest.mark.parametrize("user", ["bert", "", "Anna"])
def test_nobody_drives_under_another_ones_lease(held: HeldLease, sem: LocalSem, user: str):
    """Pins two people at two pages who drive one stage."""
    held.take("anna", "")
    for call in (held.fence_of, held.release, lambda name: held.take(name, "")):
        with pytest.raises(NotInControl) as refusal:
            call(user)
        assert refusal.value.fields["holder"] == "anna"
    assert holder(sem) == "anna (console)"


def test_without_a_lease_nothing_is_driven(held: HeldLease):
    """Pins a fence of nobody."""
    with pytest.raises(NotInControl, match="take control first"):
        held.fence_of("anna")
    with pytest.raises(NotInControl):
        held.release("anna")


def test_an_operator_takes_over_from_the_agent_but_not_from_another_operator(held: HeldLease, sem: LocalSem):
    """Pins a console that cannot, or always can."""
    sem.take_lease("agent", Role.AGENT)
    held.take("anna", "")
    held.release("anna")
    sem.take_lease("bert", Role.OPERATOR)
    with pytest.raises(NotInControl, match="bert"):
        held.take("anna", "")
    assert held.user is None


def test_it_stays_while_the_page_is_there_and_is_handed_back_once_it_is_gone(held: HeldLease, sem: LocalSem, clock: FakeClock):
    """Pins an agent that waits all night for an operator who has closed his laptop."""
    held.take("anna", "")
    for _ in range(10):
        clock.advance(ABSENCE - 1)
        held.seen("anna")
        held.seen("bert")
        held.renew()
        assert holder(sem) == "anna (console)"
    clock.advance(ABSENCE + 1)
    held.seen("bert")
    held.renew()
    assert (held.user, holder(sem)) == (None, None)


def test_another_operators_word_ends_it(held: HeldLease, sem: LocalSem):
    """Pins a page that says "you drive" after somebody else took the instrument."""
    fence = held.take("anna", "").fence
    sem.release_lease(fence)
    sem.take_lease("bert", Role.OPERATOR)
    held.renew()
    assert held.user is None
    assert holder(sem) == "bert"


def test_a_link_that_is_down_is_no_end(sem: LocalSem, clock: FakeClock):
    """Pins a lease given up, or a thread that dies, because a cable was pulled for a second."""
    down: list[Any] = []

    def instrument():
        if down:
            raise ConnectionLost(address="here", reason="pulled")
        return sem

    held = HeldLease(instrument, clock)
    held.take("anna", "")
    down.append(1)
    held.renew()
    assert held.user == "anna"
    down.clear()
    held.renew()
    assert holder(sem) == "anna (console)"
    held.close()


def test_a_hand_back_without_a_link_is_tried_again(sem: LocalSem, clock: FakeClock):
    """Pins an operator's lease that nobody hands back because the link was down at the one moment it was tried."""
    down: list[Any] = []

    def instrument():
        if down:
            raise ConnectionLost(address="here", reason="pulled")
        return sem

    held = HeldLease(instrument, clock)
    held.take("anna", "")
    clock.advance(ABSENCE + 1)
    down.append(1)
    held.renew()
    down.clear()
    held.renew()
    assert (held.user, holder(sem)) == (None, None)
    held.close()


def test_closing_hands_back(held: HeldLease, sem: LocalSem):
    """Pins an agent that waits for a console which was ended."""
    held.take("anna", "")
    held.close()
    assert holder(sem) is None
    assert not held._thread.is_alive()
