"""What was recorded stays, and what a crash cut off is settled by looking."""

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.errors import HardwareFault, SemError, StaleFrame, error_from_dict
from fractoscope.instruments.facility import Facility, FacilityRules
from fractoscope.instruments.facility.stage_rules import StageRules
from fractoscope.instruments.server import ActionPayload, EffectLedger, LocalSem
from fractoscope.instruments.server.frame_spool import FrameSpool
from fractoscope.instruments.values import (
    AcquireFrame,
    BeamSettings,
    MoveStage,
    Operation,
    Phase,
    Role,
    SetBeam,
    StagePosition,
    Ticket,
)

from ..scripted_adapter import FakeClock, ScriptedAdapter  # noqa: TID252 - test modules have no package name of their own

FRAME = AcquireFrame(field_width=1e-3)
FOCUSED = BeamSettings(working_distance=8e-3)


def die_during(ledger_file: Path, action: Any, action_id: str | None = "cut"):
    """Leave a ledger as a server leaves it that is killed while an action is under way."""
    ledger = EffectLedger(ledger_file)
    operation = Operation(action_id=action_id, kind=action.kind, phase=Phase.RUNNING, timeout=5.0)
    ledger.begin(operation, ActionPayload.of(action), "2026-01-01T00:00:00+00:00")
    ledger.close()


def restarted(ledger_file: Path, adapter: ScriptedAdapter, clock: FakeClock):
    return LocalSem(adapter, EffectLedger(ledger_file), clock=clock)


@pytest.mark.parametrize(("x", "phase"), [(1e-3, Phase.DONE), (1e-3 + 1e-6, Phase.DONE), (0.5e-3, Phase.FAILED)])
def test_a_cut_move_is_done_only_if_the_stage_stands_there(
    ledger_file: Path, adapter: ScriptedAdapter, clock: FakeClock, move: Any, x: float, phase: Phase
):
    """Pins a move repeated after a crash, and one believed that never arrived."""
    die_during(ledger_file, move(1e-3))
    adapter.here = StagePosition(x=x, y=0.0)
    with restarted(ledger_file, adapter, clock) as sem:
        ended = sem.wait("cut", 0.0)
        fence = sem.take_lease("agent", Role.AGENT).fence
        assert sem.start(move(1e-3), Ticket(action_id="cut", fence=fence)) == ended
    assert ended.phase is phase
    assert ("move", 1e-3, 0.0) not in adapter.done
    if phase is Phase.DONE:
        assert ended.outcome["x"] == x
    else:
        assert isinstance(error_from_dict(ended.error), HardwareFault)
        assert ended.error["vendor_code"] == "server_restarted"


@pytest.mark.parametrize("spooled", [True, False])
def test_a_cut_acquisition_is_done_only_if_its_frame_was_kept(ledger_file: Path, adapter: ScriptedAdapter, clock: FakeClock, spooled: bool):
    """Pins dose put on twice, and a frame that is lost although it was on disk."""
    die_during(ledger_file, FRAME)
    frame = adapter.frame_of("cut")
    if spooled:
        FrameSpool(ledger_file.parent / "frames").keep(frame)
    with restarted(ledger_file, adapter, clock) as sem:
        assert sem.wait("cut", 0.0).phase is (Phase.DONE if spooled else Phase.FAILED)
        if spooled:
            assert np.array_equal(sem.frame("cut").pixels, frame.pixels)
            assert sem.frame("cut").metadata == frame.metadata
        else:
            with pytest.raises(StaleFrame):
                sem.frame("cut")


@pytest.mark.parametrize(("beam", "phase"), [(FOCUSED, Phase.DONE), (BeamSettings(), Phase.FAILED)])
def test_a_cut_setting_is_done_only_if_the_column_shows_it(
    ledger_file: Path, adapter: ScriptedAdapter, clock: FakeClock, beam: BeamSettings, phase: Phase
):
    """Pins a beam believed to be focused that is not."""
    die_during(ledger_file, SetBeam(beam=FOCUSED))
    adapter.beam_now = beam
    with restarted(ledger_file, adapter, clock) as sem:
        assert sem.wait("cut", 0.0).phase is phase


def test_frames_and_outcomes_outlive_the_server(ledger_file: Path, adapter: ScriptedAdapter, clock: FakeClock, look: Any):
    """Pins a killed client that cannot fetch the frame it paid for."""
    with restarted(ledger_file, adapter, clock) as sem:
        fence = sem.take_lease("agent", Role.AGENT).fence
        for number in range(6):
            sem.start(look(bits=16), Ticket(action_id=f"f:{number}", fence=fence))
            sem.wait(f"f:{number}", 5.0)
        before = [sem.frame(f"f:{number}") for number in range(6)]
        done = sem.wait("f:0", 0.0)
    with restarted(ledger_file, ScriptedAdapter(clock=clock), clock) as sem:
        assert sem.wait("f:0", 0.0) == done
        for number, frame in enumerate(before):
            again = sem.frame(f"f:{number}")
            assert np.array_equal(again.pixels, frame.pixels)
            assert again.pixels.dtype == np.uint16
            assert again.metadata == frame.metadata


def test_a_microscope_that_outlived_its_server_is_brought_to_rest_before_it_is_looked_at(
    ledger_file: Path, adapter: ScriptedAdapter, clock: FakeClock, move: Any
):
    """Pins a stage that travels on, and a beam that scans on, after the server was killed; and a cut move judged by a passing position."""
    die_during(ledger_file, move(1e-3))
    adapter.travelling = adapter.in_scan = True
    adapter.beam_now = BeamSettings(blanked=False)
    position = adapter.position
    adapter.position = lambda: StagePosition(x=1e-3, y=0.0) if adapter.travelling else position()
    with restarted(ledger_file, adapter, clock) as sem:
        assert (adapter.moving(), adapter.scanning(), adapter.beam().blanked) == (False, False, True)
        assert sem.wait("cut", 0.0).phase is Phase.FAILED


def test_two_servers_cannot_share_a_ledger(ledger_file: Path):
    """Pins a second server that takes the first one's running action for a crash."""
    with pytest.raises(SemError, match="in use"):
        first = EffectLedger(ledger_file)
        try:
            EffectLedger(ledger_file)
        finally:
            first.close()
    EffectLedger(ledger_file).close()


@pytest.mark.parametrize("content", [b"not a database, only text" * 100, b"\x00" * 5000])
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(ledger_file: Path, content: Any):
    """Pins a foreign file overwritten by a mistyped path."""
    ledger_file.write_bytes(content)
    with pytest.raises(SemError, match=r"effects\.sqlite"):
        EffectLedger(ledger_file)
    assert ledger_file.read_bytes() == content


def test_a_full_disk_refuses_to_start_and_loses_nothing(agent: Any, sem: LocalSem, adapter: ScriptedAdapter, move: Any):
    """Pins an effect without a record."""
    done = agent.perform(move(1e-3), "before")
    pages = sem._ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    sem._ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SemError, match="free disk space"):
        for number in range(200):
            agent.perform(move(2e-3), f"m{number}")
    assert len([entry for entry in adapter.done if entry[0] == "move"]) <= 200
    assert sem.wait("before", 0.0) == done


def test_an_end_that_cannot_be_written_is_told_and_written_later(
    agent: Any, sem: LocalSem, adapter: ScriptedAdapter, move: Any, monkeypatch: pytest.MonkeyPatch
):
    """Pins a caller who waits for ever for an action whose end the disk refused."""

    def refuse(*_: Any):
        raise SemError(reason="disk full")

    with monkeypatch.context() as patched:
        patched.setattr(sem._ledger, "finish", refuse)
        ended = agent.perform(move(1e-3), "m")
        assert (ended.phase, ended.error["reason"]) == (Phase.FAILED, "disk full")
        assert agent.start(move(1e-3), "m") == ended
    sem.supervise()
    assert sem._ledger.find("m").operation == ended.replace(progress=0.0)


def test_a_frame_that_cannot_be_kept_fails_its_acquisition(agent: Any, sem: LocalSem, look: Any, ledger_file: Path):
    """Pins "done" for a frame that a crash would lose."""
    (ledger_file.parent / "frames").write_text("in the way")
    ended = agent.perform(look(), "f")
    assert ended.phase is Phase.FAILED
    assert "free disk space" in str(error_from_dict(ended.error))


def test_the_spool_forgets_the_oldest_frames_first(tmp_path: Path, adapter: ScriptedAdapter):
    """Pins a disk filled by frames that everybody has fetched."""
    spool = FrameSpool(tmp_path, kept=100)
    for number in range(5):
        spool.keep(adapter.frame_of(f"f{number}"))
    assert [spool.metadata(f"f{number}") is not None for number in range(5)] == [False, False, False, True, True]
    with pytest.raises(StaleFrame):
        spool.frame("f0")
    assert not list(tmp_path.glob("*.partial"))


def test_ids_that_share_48_bits_of_their_digest_have_frames_of_their_own(tmp_path: Path, adapter: ScriptedAdapter):
    """Pins a frame overwritten by a client who looked for an id with the same file name; this pair took a minute to find."""
    pair = ("..::::....::...::..:::::.:::::::::..:.:.:::.:..:", ":.::...:.:::.....:..:::...:.:::..:::.:.:::.:.:..")
    spool = FrameSpool(tmp_path)
    for frame_id in pair:
        spool.keep(adapter.frame_of(frame_id))
    assert [spool.frame(frame_id).metadata.frame_id for frame_id in pair] == list(pair)


def test_a_damaged_spool_is_stale_not_wrong(tmp_path: Path, adapter: ScriptedAdapter):
    """Pins half a frame handed out as a whole one, and pickled content that is loaded."""
    spool = FrameSpool(tmp_path)
    spool.keep(adapter.frame_of("f"))
    (file,) = tmp_path.glob("*.npy")
    whole = file.read_bytes()
    for damaged in (whole[:-3], b"", b"\x80\x04K\x01."):
        file.write_bytes(damaged)
        with pytest.raises(StaleFrame):
            spool.frame("f")


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_a_payload_comes_back_as_it_went_in(x: float, y: float, tilt: float):
    """Pins a rounding that makes a retry look like another action."""
    action = MoveStage(target=StagePosition(x=x, y=y, tilt=tilt))
    payload = ActionPayload.of(action)
    assert payload.action == action
    assert ActionPayload.of(payload.action).sha256 == payload.sha256


def test_the_ledger_is_synced_at_every_commit(ledger_file: Path):
    """Pins a faster setting under which a power cut forgets an effect."""
    ledger = EffectLedger(ledger_file)
    try:
        assert ledger._connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert ledger._connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    finally:
        ledger.close()
    with sqlite3.connect(ledger_file) as reader:
        assert reader.execute("SELECT count(*) FROM effects").fetchone() == (0,)
    reader.close()


def test_a_server_that_cannot_start_lets_the_ledger_go(ledger_file: Path, adapter: ScriptedAdapter, clock: FakeClock):
    """Pins a corrected second start that is refused because the first one still holds the file."""
    impossible = Facility(rules=FacilityRules(stage=StageRules(x_m=(1.0, 2.0))))
    with pytest.raises(SemError, match="leaves nothing"):
        LocalSem(adapter, EffectLedger(ledger_file), facility=impossible, clock=clock)
    restarted(ledger_file, adapter, clock).close()
