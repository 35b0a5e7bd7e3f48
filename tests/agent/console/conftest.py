"""Sessions, an instrument and a console over them."""

from functools import partial
from pathlib import Path

import argon2
import pytest

from fractoscope.agent.console.access import users
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.wire import SemServer
from tests.agent.console.large_session import beat, make_session
from tests.agent.console.rig import Console
from tests.instruments.scripted_adapter import ScriptedAdapter


@pytest.fixture
def root(tmp_path: Path):
    root = tmp_path / "sessions"
    root.mkdir()
    return root


@pytest.fixture
def ended(root: Path):
    """Return a session of three frames that is over."""
    return make_session(root / "ended", 3, features=6)


@pytest.fixture
def adapter():
    adapter = ScriptedAdapter()
    yield adapter
    adapter.gate.set()


@pytest.fixture
def sem(adapter: ScriptedAdapter, tmp_path: Path):
    with LocalSem(adapter, EffectLedger(tmp_path / "ledger" / "effects.sqlite")) as sem:
        yield sem
        adapter.gate.set()


@pytest.fixture
def server(sem: LocalSem, tmp_path: Path):
    with SemServer(sem, uri_file=tmp_path / "uri.json") as server:
        yield server


@pytest.fixture
def running(root: Path, server: SemServer, tmp_path: Path):
    """Return a session that an agent works, as its files tell, on an instrument that is there."""
    session = make_session(root / "running", 3, features=6, outcome="running", uri_file=str(tmp_path / "uri.json"))
    beat(session)
    return session


@pytest.fixture
def console(root: Path):
    console = Console(root)
    yield console
    console.close()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch):
    """Hash passwords with a thousandth of the usual work: the work itself is the library's, and the tests hash hundreds."""
    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(users, "PasswordHasher", quick)
