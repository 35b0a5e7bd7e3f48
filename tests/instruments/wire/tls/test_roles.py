"""What a certificate's role allows, call by call."""

from collections.abc import Callable
from typing import Any

import pytest

from fractoscope.instruments.errors import NotInControl, NotPermitted, SemError
from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import Phase, Role, Ticket
from fractoscope.instruments.wire import RemoteSem
from fractoscope.instruments.wire.tls import Identity, RoleGuard
from fractoscope.instruments.wire.tls.caller import caller

Enter = Callable[[str], RemoteSem]
ROLES = {"night": "agent", "screen": "observer"}


@pytest.mark.parametrize(
    ("name", "role", "allowed"),
    [
        ("screen", Role.OBSERVER, False),
        ("screen", Role.AGENT, False),
        ("screen", Role.OPERATOR, False),
        ("night", Role.AGENT, True),
        ("night", Role.OPERATOR, False),
        ("anna", Role.AGENT, True),
        ("anna", Role.OPERATOR, True),
    ],
)
def test_a_lease_is_taken_only_in_a_role_of_the_certificate(enter: Enter, sem: LocalSem, name: str, role: Role, allowed: bool):
    """Pins an agent that makes itself operator by saying so."""
    remote = enter(name)
    if allowed:
        assert remote.take_lease("session 7", role).holder == f"{name}/session 7"
        assert sem.state().lease.holder == f"{name}/session 7"
        return
    with pytest.raises(NotPermitted) as refusal:
        remote.take_lease("session 7", role)
    assert refusal.value.fields == {"identity": name, "role": ROLES[name], "wanted": refusal.value.wanted}
    assert role.value in refusal.value.wanted
    assert sem.state().lease is None


def test_an_observer_reads_and_stops_and_nothing_else(enter: Enter, adapter: Any, move: Any, look: Any):
    """Pins a screen on the wall that drives the stage with the number that the state shows it."""
    agent, screen = enter("night"), enter("screen")
    fence = agent.take_lease("session", Role.AGENT).fence
    agent.start(look(), Ticket(action_id="f", fence=fence))
    assert agent.wait("f", 5.0).phase is Phase.DONE
    assert screen.state().lease.fence == fence
    assert screen.describe() == agent.describe()
    assert screen.wait("f", 0.0).phase is Phase.DONE
    assert screen.frame("f").metadata.frame_id == "f"
    screen.check(move(1e-3))
    before = list(adapter.done)
    for forbidden in (
        lambda: screen.start(move(1e-3), Ticket(action_id="m", fence=fence)),
        lambda: screen.cancel("f", fence),
        lambda: screen.renew_lease(fence),
        lambda: screen.release_lease(fence),
        lambda: screen.start(move(1e-3), Ticket(action_id="m", fence=fence + 1000)),
    ):
        with pytest.raises(NotPermitted, match="screen has the role observer"):
            forbidden()
    assert adapter.done == before
    assert agent.state().lease.fence == fence
    assert screen.stop().halted


def test_nobody_uses_another_ones_lease(enter: Enter, adapter: Any, move: Any):
    """Pins a fencing number, which everybody can read, taken for a proof of who calls."""
    night, day, anna = enter("night"), enter("day"), enter("anna")
    fence = night.take_lease("session", Role.AGENT).fence
    for other in (day, anna):
        for forbidden in (
            lambda other=other: other.start(move(1e-3), Ticket(action_id="m", fence=fence)),
            lambda other=other: other.renew_lease(fence),
            lambda other=other: other.release_lease(fence),
            lambda other=other: other.cancel("m", fence),
        ):
            with pytest.raises(NotPermitted, match="which is night's"):
                forbidden()
    assert night.start(move(1e-3), Ticket(action_id="m", fence=fence)).action_id == "m"


def test_refusals_name_the_certificate_and_not_what_its_holder_calls_itself(enter: Enter):
    """Pins an agent that appears as the operator anna in another one's refusal."""
    enter("night").take_lease("anna/urgent", Role.AGENT, note="really anna")
    with pytest.raises(NotInControl) as refusal:
        enter("day").take_lease("session", Role.AGENT)
    assert refusal.value.holder == "night/anna/urgent"


def test_an_operator_takes_over_and_the_agents_number_is_outdated(enter: Enter, move: Any):
    """Pins a pre-emption that the agent sees as a lack of permission and not as a loss of control."""
    night, anna = enter("night"), enter("anna")
    fence = night.take_lease("session", Role.AGENT).fence
    anna.take_lease("console", Role.OPERATOR)
    with pytest.raises(NotInControl) as refusal:
        night.start(move(1e-3), Ticket(action_id="m", fence=fence))
    assert refusal.value.holder == "anna/console"


def test_a_lease_taken_within_the_process_is_nobodys_out_there(enter: Enter, sem: LocalSem, move: Any):
    """Pins a number that the server never gave out over the wire and that passes for the caller's own."""
    fence = sem.take_lease("somebody", Role.AGENT).fence
    with pytest.raises(NotPermitted, match="which is somebody's"):
        enter("anna").start(move(1e-3), Ticket(action_id="m", fence=fence))


def test_without_an_identity_nothing_that_acts_gets_through(sem: LocalSem, move: Any):
    """Pins a guard that lets pass whom it does not know."""
    guard = RoleGuard(sem, caller)
    assert isinstance(guard, Microscope)
    for call in (lambda: guard.take_lease("x", Role.AGENT), lambda: guard.start(move(1e-3), Ticket(action_id="m", fence=1))):
        with pytest.raises(NotPermitted, match="without a certificate"):
            call()


@pytest.mark.parametrize(
    "names",
    [
        (),
        (("DNS", "night"),),
        (("URI", "urn:fractoscope:root:night"),),
        (("URI", "urn:fractoscope:agent:"),),
        (("URI", "urn:fractoscope:agent:a/b"),),
        (("URI", "urn:fractoscope:agent:a b"),),
        (("URI", "URN:FRACTOSCOPE:agent:a"),),
        (("URI", "urn:fractoscope:agent:a"), ("URI", "urn:fractoscope:operator:a")),
        (("URI", "urn:fractoscope:agent:a"), ("URI", "https://example.org")),
        (("URI", "https://example.org/urn:fractoscope:operator:a"),),
        (("URI", "urn:fractoscope:agent:a\nurn:fractoscope:operator:a"),),
    ],
)
def test_a_certificate_without_exactly_one_role_is_refused(names: Any):
    """Pins a certificate made for something else by the same authority, and one that claims two roles."""
    with pytest.raises(SemError, match="names no role"):
        Identity.of_certificate({"subjectAltName": names})


@pytest.mark.parametrize("role", Role)
def test_the_identity_comes_back_as_it_was_written(role: Role):
    """Pins a URI that is written one way and read another."""
    identity = Identity(name="night-shift.2_b", role=role)
    assert Identity.of_certificate({"subjectAltName": (("URI", identity.uri),)}) == identity
