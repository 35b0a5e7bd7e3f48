"""A session on an instrument that asks for certificates."""

import json
from pathlib import Path

import pytest

from fractoscope.agent.command_line.main import main
from fractoscope.agent.graph import Helm
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import MoveStage, Phase, Role, StagePosition
from fractoscope.instruments.wire import RemoteSem, SemServer
from tests.instruments.scripted_adapter import ScriptedAdapter, capabilities

from .desk import FRAMES, MISSION, Desk

CLIENTS = ("night:agent", "screen:observer", "anna:operator")


@pytest.fixture
def guarded(desk: Desk):
    """The desk's microscope, served again with certificates."""
    assert main(["sem", "certs", "--out", str(desk.folder / "lab"), *(word for client in CLIENTS for word in ("--client", client))]) == 0
    desk.capsys.readouterr()
    desk.server.close()
    desk.server = SemServer(desk.sem, uri_file=desk.folder / "uri.json", tls=desk.folder / "lab")
    return desk


def as_client(desk: Desk, name: str):
    """Write the mission for a client."""
    desk.mission.write_text(MISSION.replace('uri_file = "uri.json"', f'uri_file = "uri.json"\ntls = "lab/clients/{name}"'), "utf-8")


def test_an_agents_certificate_carries_a_session_to_its_end(guarded: Desk):
    """Pins a mission whose certificate is used for the first connection and not for the heartbeat or the frames."""
    as_client(guarded, "night")
    holders = set()

    def look(frame: object) -> tuple[str, ...]:
        holders.add(guarded.sem.state().lease.holder.partition("/")[0])
        return ()

    guarded.tagger.seen = look
    status, _, err = guarded.run()
    assert status == 0, err
    assert holders == {"night"}
    assert guarded.frames_on_record(guarded.sessions[0]) == FRAMES


def test_an_observer_runs_no_session(guarded: Desk):
    """Pins a role that only the first screen knows of."""
    as_client(guarded, "screen")
    line = guarded.complaint("run", guarded.mission, "--out", guarded.folder / "out", status=3)
    assert "screen has the role observer and may not take the lease as agent" in line
    assert guarded.adapter.done == []


def test_without_a_certificate_the_mission_says_what_is_missing(guarded: Desk):
    """Pins a session folder that can never be resumed, and a line without the way out."""
    assert "or tls in the mission" in guarded.complaint("run", guarded.mission, "--out", guarded.folder / "out", status=4)
    assert guarded.sessions == []


def test_a_session_interrupted_behind_tls_is_resumed(guarded: Desk):
    """Pins a path of the certificate that is read against another folder when the session is resumed."""
    as_client(guarded, "night")

    def stop(frame: object) -> tuple[str, ...]:
        if len(guarded.tagger.read) == 2:
            with RemoteSem(guarded.folder / "uri.json", tls=guarded.folder / "lab" / "clients" / "screen") as screen:
                screen.stop()
        return ()

    guarded.tagger.seen = stop
    guarded.complaint("run", guarded.mission, "--out", guarded.folder / "out", status=130)
    session = guarded.sessions[0]
    assert json.loads((session / "summary.json").read_text("utf-8"))["outcome"] == "aborted"
    guarded.tagger.seen = lambda frame: ()
    guarded.goes_on(session)


def test_a_session_takes_back_the_lease_that_bears_its_own_name(tmp_path: Path):
    """Pins a session that takes its own lease for somebody else's, because the server put the certificate's name before it."""
    assert main(["sem", "certs", "--out", str(tmp_path / "lab"), "--client", "night:agent"]) == 0
    with (
        LocalSem(ScriptedAdapter(capabilities()), EffectLedger(tmp_path / "effects.sqlite")) as sem,
        SemServer(sem, tls=tmp_path / "lab") as server,
        RemoteSem(server.address, tls=tmp_path / "lab") as remote,
        Helm(remote, "session 7", SystemClock()) as helm,
    ):
        remote.take_lease("session 7", Role.AGENT)
        operation, recorded = helm.perform(MoveStage(target=StagePosition(x=1e-3, y=0.0)), "m")
        assert (operation.phase, recorded) == (Phase.DONE, False)
