"""A server in this process around a scripted microscope, near and behind the wire."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import AcquireFrame, MoveStage, Role, ScanSettings, StagePosition, Ticket
from fractoscope.instruments.wire import RemoteSem, SemServer

from .scripted_adapter import FakeClock, ScriptedAdapter


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def adapter(clock: FakeClock):
    return ScriptedAdapter(clock=clock)


@pytest.fixture
def ledger_file(tmp_path: Path):
    return tmp_path / "effects.sqlite"


@pytest.fixture
def sem(adapter: ScriptedAdapter, ledger_file: Path, clock: FakeClock):
    with LocalSem(adapter, EffectLedger(ledger_file), clock=clock) as sem:
        yield sem
        adapter.gate.set()


@pytest.fixture
def server(sem: LocalSem, tmp_path: Path):
    with SemServer(sem, uri_file=tmp_path / "uri.json") as server:
        yield server


@pytest.fixture
def remote(server: SemServer):
    with RemoteSem(server.address) as remote:
        yield remote


class Agent:
    """A caller in control, with a fresh action id for every action."""

    def __init__(self, microscope: Microscope) -> None:
        self.microscope = microscope
        self.fence = microscope.take_lease("agent", Role.AGENT).fence
        self._numbers = count(1)

    def ticket(self, action_id: str | None = None):
        return Ticket(action_id=action_id or f"a{next(self._numbers)}", fence=self.fence)

    def start(self, action: Any, action_id: str | None = None):
        return self.microscope.start(action, self.ticket(action_id))

    def perform(self, action: Any, action_id: str | None = None):
        return self.microscope.wait(self.start(action, action_id).action_id, 10.0)


@pytest.fixture
def agent(sem: LocalSem):
    return Agent(sem)


@pytest.fixture
def far_agent(remote: RemoteSem):
    return Agent(remote)


@pytest.fixture
def move():
    return lambda x, y=0.0, **axes: MoveStage(target=StagePosition(x=x, y=y, **axes))


@pytest.fixture
def look():
    return lambda columns=7, rows=5, bits=8: AcquireFrame(field_width=1e-3, scan=ScanSettings(columns=columns, rows=rows, bits=bits))
