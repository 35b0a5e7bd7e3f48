"""A link that breaks is mended within limits, and nothing happens twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.session.mending import Mending
from fractoscope.agent.session.steady_sem import LOSSES, PATIENCE, PAUSES, SteadySem
from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import MoveStage, Phase, Role, StagePosition, Ticket
from tests.instruments.scripted_adapter import FakeClock, ScriptedAdapter

LOST = ConnectionLost(address="here", reason="the cable came out")


class Cable:
    """A `LocalSem` at the end of a cable: loses the next replies, after or before the server has heard what was asked."""

    def __init__(self, sem: LocalSem) -> None:
        self.sem = sem
        self.lost_replies = 0
        self.dead_for = 0
        self.tries = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *arguments: self._call(getattr(self.sem, name), *arguments)

    def reconnect(self):
        self.tries += 1
        if self.dead_for:
            self.dead_for -= 1
            raise LOST
        return self.sem.state()

    def _call(self, method: Callable[..., Any], *arguments: Any) -> Any:
        answer = method(*arguments)
        if self.lost_replies:
            self.lost_replies -= 1
            raise LOST
        return answer


class Rig:
    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.adapter = ScriptedAdapter(clock=self.clock)
        self.sem = LocalSem(self.adapter, EffectLedger(folder / "effects.sqlite"), clock=self.clock)
        self.cable = Cable(self.sem)
        self.gone = False
        self.noted: list[Mending] = []
        self.steady = SteadySem(self.cable, self.clock, lambda: self.gone, self.noted.append)

    def move(self, action_id: str = "m"):
        self.fence = self.steady.take_lease("s", Role.AGENT).fence
        return self.steady.start(MoveStage(target=StagePosition(x=1e-3, y=0.0)), Ticket(action_id=action_id, fence=self.fence))


@pytest.fixture
def rig(tmp_path: Path):
    rig = Rig(tmp_path)
    yield rig
    rig.adapter.gate.set()
    rig.sem.close()


def test_a_lost_reply_to_a_start_is_asked_of_the_ledger(rig: Rig):
    """Pins a move sent twice because its first answer was lost."""
    fence = rig.steady.take_lease("s", Role.AGENT).fence
    rig.cable.lost_replies = 1
    ticket = Ticket(action_id="m", fence=fence)
    rig.steady.start(MoveStage(target=StagePosition(x=1e-3, y=0.0)), ticket)
    assert rig.steady.wait("m", 5.0).phase is Phase.DONE
    assert [effect for effect in rig.adapter.done if effect[0] == "move"] == [("move", 1e-3, 0.0)]
    assert [(mending.tries, mending.reason) for mending in rig.noted] == [(1, "the cable came out")]
    assert "m" in rig.noted[0].text or "at rest" in rig.noted[0].text


def test_a_plan_is_checked_over_a_new_link(rig: Rig):
    """Pins the one call that ends a session when the cable is seated again."""
    rig.cable.lost_replies = 1
    plan = [MoveStage(target=StagePosition(x=x, y=0.0)) for x in (1e-3, 1.0)]
    assert [type(error).__name__ for error in rig.steady.check_plan(plan)] == ["NoneType", "LimitExceeded"]


def test_the_pauses_grow_and_are_used_up(rig: Rig):
    """Pins an agent that tries for ever, or hammers a server that comes up."""
    began = rig.clock.monotonic()
    rig.cable.lost_replies, rig.cable.dead_for = 1, 100
    with pytest.raises(ConnectionLost, match=r"6 tries in 3[12] s to connect anew were in vain"):
        rig.steady.state()
    assert rig.cable.tries == len(PAUSES)
    assert rig.clock.monotonic() - began == pytest.approx(sum(PAUSES))
    assert list(PAUSES) == sorted(PAUSES)
    assert rig.noted == []


def test_a_link_that_comes_back_late_is_mended(rig: Rig):
    """Pins tries that are not used."""
    rig.cable.lost_replies, rig.cable.dead_for = 1, 4
    assert rig.steady.state() == rig.sem.state()
    assert [mending.tries for mending in rig.noted] == [5]


def test_a_link_that_breaks_again_and_again_is_given_up(rig: Rig):
    """Pins one call that is repeated for ever over a link that connects and breaks."""
    rig.cable.lost_replies = 100
    with pytest.raises(ConnectionLost):
        rig.steady.state()
    assert 100 - rig.cable.lost_replies == LOSSES


def test_nobody_waits_for_a_server_that_has_ended(rig: Rig):
    """Pins half a minute of waiting for a process that is known to be gone."""
    rig.cable.lost_replies, rig.gone = 1, True
    with pytest.raises(ConnectionLost, match="its server has ended"):
        rig.steady.state()
    assert rig.cable.tries == 0


def test_attempts_that_take_long_are_not_all_made(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins six times the wire's timeout before anybody is told."""

    def hang():
        rig.clock.advance(50.0)
        raise LOST

    monkeypatch.setattr(rig.cable, "reconnect", hang)
    rig.cable.lost_replies = 1
    began = rig.clock.monotonic()
    with pytest.raises(ConnectionLost, match="3 tries"):
        rig.steady.state()
    assert rig.clock.monotonic() - began < PATIENCE + 60.0


def test_a_server_over_another_ledger_is_refused(rig: Rig, tmp_path: Path):
    """Pins a session that goes on at a server which would do everything once more."""
    rig.move()
    assert rig.steady.wait("m", 5.0).phase is Phase.DONE
    with LocalSem(ScriptedAdapter(), EffectLedger(tmp_path / "other.sqlite")) as other:
        rig.cable.sem, mine = other, rig.cable.sem
        rig.cable.lost_replies = 1
        with pytest.raises(ConnectionLost, match="does not know action m"):
            rig.steady.state()
        rig.cable.sem = mine


def test_a_stop_does_not_wait_for_the_link(rig: Rig):
    """Pins a stop that is held up by pauses between attempts."""
    began = rig.clock.monotonic()
    rig.cable.lost_replies = 1
    with pytest.raises(ConnectionLost):
        rig.steady.stop()
    assert rig.cable.tries == 0
    assert rig.clock.monotonic() - began < PAUSES[0]
