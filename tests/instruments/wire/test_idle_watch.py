"""A server that nobody needs any more ends by itself."""

from pathlib import Path

import pytest

from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import Role
from fractoscope.instruments.wire.calls import Calls
from fractoscope.instruments.wire.idle_watch import IdleWatch
from fractoscope.instruments.wire.serve import serve
from fractoscope.simulators.virtual_clock import VirtualClock
from tests.instruments.scripted_adapter import ScriptedAdapter, capabilities


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def sem(tmp_path: Path, clock: VirtualClock):
    with LocalSem(ScriptedAdapter(capabilities()), EffectLedger(tmp_path / "effects.sqlite"), clock=clock) as sem:
        yield sem


def test_calls_and_leases_keep_a_server_alive(sem: LocalSem, clock: VirtualClock):
    """Pins: a server that ends under an agent whose model thinks for long, or one that never ends."""
    calls = Calls()
    idle = IdleWatch(sem, calls, 60.0, clock)
    clock.sleep(59.0)
    assert not idle.over()
    calls.note()
    assert not idle.over()
    clock.sleep(59.0)
    assert not idle.over()
    sem.take_lease("agent", Role.AGENT, "", 3600.0)
    clock.sleep(2.0)
    assert not idle.over()
    clock.sleep(3601.0)
    assert not sem.state().lease
    assert idle.over()


def test_serving_ends_when_idle(sem: LocalSem, clock: VirtualClock, tmp_path: Path):
    """Pins: a URI file and two ports left behind by an agent that was killed."""
    uri_file = tmp_path / "uri.json"

    def an_hour_later():
        assert uri_file.exists()
        clock.sleep(3600.0)

    serve(sem, uri_file=uri_file, end_when_idle=1800.0, clock=clock, ready=an_hour_later)
    assert not uri_file.exists()
