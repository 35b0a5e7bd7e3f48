"""A server process that is killed, as the operating system kills it."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import Phase, Role, Ticket
from fractoscope.instruments.wire import RemoteSem

from ..scripted_adapter import FakeClock, ScriptedAdapter  # noqa: TID252 - test modules have no package name of their own

SERVER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from scripted_adapter import ScriptedAdapter
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.wire import serve
adapter = ScriptedAdapter()
folder = Path(sys.argv[2])
move_now = adapter.move
adapter.move = lambda target, watch: (adapter.gate.clear(), move_now(target, watch))[1]
with LocalSem(adapter, EffectLedger(folder / "effects.sqlite")) as sem:
    serve(sem, uri_file=folder / "uri.json")
"""


def test_a_killed_server_leaves_a_ledger_to_go_on_from(tmp_path: Path, adapter: ScriptedAdapter, clock: FakeClock, move: Any, look: Any):
    """Pins a lock that outlives its process, a frame lost with it, and a move that is repeated or believed done."""
    uri_file = tmp_path / "uri.json"
    with subprocess.Popen([sys.executable, "-c", SERVER, str(Path(__file__).parents[1]), str(tmp_path)]) as server:
        try:
            deadline = time.monotonic() + 30
            while not uri_file.exists():
                assert server.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.02)
            remote = RemoteSem(uri_file)
            fence = remote.take_lease("agent", Role.AGENT).fence
            remote.start(look(50, 40, 16), Ticket(action_id="f", fence=fence))
            done = remote.wait("f", 10.0)
            remote.start(move(1e-3), Ticket(action_id="m", fence=fence))
            assert remote.wait("m", 0.1).phase is Phase.RUNNING
        finally:
            server.kill()
    with pytest.raises(ConnectionLost):
        remote.wait("m", 1.0)
    remote.close()
    with LocalSem(adapter, EffectLedger(tmp_path / "effects.sqlite"), clock=clock) as sem:
        assert sem.wait("f", 0.0) == done
        assert sem.frame("f").pixels.shape == (40, 50)
        assert sem.wait("m", 0.0).phase is Phase.FAILED
        assert set(adapter.done) <= {"halt", "end_scan", "blank"}
        assert sem.take_lease("agent", Role.AGENT).fence > fence
