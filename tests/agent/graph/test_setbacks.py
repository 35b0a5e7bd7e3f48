"""Steps that fail: their words in the journal, their remedies, and what is never judged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fractoscope.agent.graph import helm
from fractoscope.agent.journal import Kind
from fractoscope.instruments.errors import ConnectionLost, HardwareFault, InterlockOpen, OperationCancelled, SpoiltFrame, Unsupported
from fractoscope.instruments.values import FieldOfView, Frame, Role, ScanSettings
from tests.agent.graph.rig import ListedPolicy, Rig
from tests.instruments.scripted_adapter import ScriptedAdapter

HERE, THERE = FieldOfView(x=1e-3, y=0.0, width=1e-3), FieldOfView(x=-1e-3, y=0.0, width=1e-3)
SCAN = ScanSettings(columns=160, rows=128)


@pytest.fixture
def rig(tmp_path: Path):
    rig = Rig(tmp_path)
    rig.policy = ListedPolicy(HERE)
    yield rig
    rig.adapter.gate.set()
    rig.sem.close()


def phases(rig: Rig):
    return [(entry.key, entry.payload["phase"]) for entry in rig.journal(Kind.ACTION)]


def faults(rig: Rig):
    return [(entry.payload["fault"], entry.payload["remedy"]) for entry in rig.journal(Kind.FAULT)]


def with_frames(rig: Rig, monkeypatch: pytest.MonkeyPatch, change: Callable[[int, np.ndarray], np.ndarray]):
    """Have the adapter take frames of a scene, with dose, that a function of their number changes."""
    rig.scan = SCAN
    taken = []
    make = ScriptedAdapter.frame_of

    def frame_of(self: ScriptedAdapter, frame_id: str, *arguments: Any):
        frame = make(self, frame_id, *arguments)
        taken.append(frame_id)
        random = np.random.default_rng(len(taken))
        scene = 120 + 25 * np.kron(random.normal(size=(16, 20)), np.ones((8, 8))) + 6 * random.normal(size=(128, 160))
        pixels = change(len(taken), np.clip(scene, 1, 254)).astype(np.uint8)
        return Frame(pixels, frame.metadata.replace(dose=1e-12))

    monkeypatch.setattr(ScriptedAdapter, "frame_of", frame_of)


def test_what_was_planned_after_a_failure_never_ran(rig: Rig):
    """Pins one word for what failed and for what nobody started (fibsem-os #760)."""
    rig.adapter.fault = HardwareFault(vendor_code="E7", vendor_text="stage stuck")
    assert rig.run() == "completed"
    first, second = "s-00001", "s-00002"
    assert phases(rig) == [
        (f"{first}-move", "failed"),
        (f"{first}-frame", "never_ran"),
        (f"{second}-move", "done"),
        (f"{second}-frame", "done"),
    ]


def test_what_was_refused_is_neither_failed_nor_never_run(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a refusal counted as a fault of the hardware."""
    start = rig.sem.start

    def refuse_to_scan(action: Any, ticket: Any):
        if action.kind == "acquire_frame":
            raise Unsupported(ability="scanning", instrument="scripted")
        return start(action, ticket)

    monkeypatch.setattr(rig.sem, "start", refuse_to_scan)
    assert rig.run() == "completed"
    assert [phase for _, phase in phases(rig)] == ["done", "refused"]
    assert faults(rig) == []
    assert len(rig.journal(Kind.REFUSAL)) == 1


def test_a_stalled_stage_gets_one_new_attempt_and_then_the_session_stops(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a stage that is sent into an obstacle again and again."""
    monkeypatch.setattr(rig.adapter, "move", lambda target, watch: target.replace(x=target.x / 2))
    with pytest.raises(HardwareFault, match="STAGE_STALLED"):
        rig.run()
    assert faults(rig) == [("stage_stalled", "again"), ("stage_stalled", "stop")]
    assert rig.acquired() == []


def test_a_stale_frame_is_never_judged(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins an agent that trusts the wire and the server: a frame of 477 s ago was judged elsewhere (fibsem-os #702)."""
    rig.policy = ListedPolicy(HERE, THERE)
    real, asked = rig.sem.frame, []

    def previous(frame_id: str):
        asked.append(frame_id)
        return real(asked[-2]) if len(asked) == 2 else real(frame_id)

    monkeypatch.setattr(rig.sem, "frame", previous)
    assert rig.run() == "completed"
    assert faults(rig) == [("stale_frame", "again")]
    assert rig.tagger.read == [asked[0], asked[2]] == [entry.key for entry in rig.journal(Kind.TAGS)]
    assert asked[1] not in rig.tagger.read


def test_a_frame_of_another_place_is_never_judged(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a frame that drifted away from the field that the policy believes it shows."""
    acquire = rig.adapter.acquire

    def drift(*arguments: Any):
        if not rig.acquired():
            rig.adapter.here = rig.adapter.here.replace(x=rig.adapter.here.x + 2e-4)
        return acquire(*arguments)

    monkeypatch.setattr(rig.adapter, "acquire", drift)
    assert rig.run() == "completed"
    assert faults(rig) == [("frame_elsewhere", "again")]
    assert rig.tagger.read == ["s-00002-frame"]


def test_a_spoilt_frame_is_kept_counted_and_not_judged(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins dose that is forgotten with the frame it was spent on, or a place that is never seen because its first frame was blank."""
    with_frames(rig, monkeypatch, lambda number, scene: np.zeros_like(scene) if number == 1 else scene)
    assert rig.run(dose_C=5e-12) == "completed"
    assert faults(rig) == [("blank_frame", "again")]
    assert rig.kept == ["not-judged-00001.ome.tif", "000001.ome.tif"]
    assert rig.tagger.read == ["s-00002-frame"]
    fault = rig.journal(Kind.FAULT)[0].payload
    assert (fault["file"], fault["dose_C"]) == ("frames/not-judged-00001.ome.tif", 1e-12)


def test_a_place_whose_frames_are_spoilt_twice_is_left(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a session that ends at the first charging particle, or comes back to it after a restart."""
    rig.policy = ListedPolicy(HERE, THERE)
    with_frames(rig, monkeypatch, lambda number, scene: np.zeros_like(scene) if number <= 2 else scene)
    assert rig.run() == "completed"
    assert faults(rig) == [("blank_frame", "again"), ("blank_frame", "elsewhere")]
    assert [entry.payload["field"]["x"] for entry in rig.journal(Kind.TAGS)] == [THERE.x]
    heir = rig.policy = ListedPolicy(HERE, THERE)
    assert rig.run() == "completed"
    assert heir.dropped == [HERE, THERE]


def test_three_spoilt_frames_in_a_row_stop_the_session_and_resuming_goes_on(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a session that reads the same spoilt frame from the spool at each resumption, and can never go on."""
    rig.policy = ListedPolicy(HERE, THERE)
    with_frames(rig, monkeypatch, lambda number, scene: np.zeros_like(scene) if number <= 3 else scene)
    with pytest.raises(SpoiltFrame, match="blank_frame"):
        rig.run()
    assert [remedy for _, remedy in faults(rig)] == ["again", "elsewhere", "stop"]
    rig.policy = ListedPolicy(HERE, THERE)
    assert rig.run() == "completed"
    assert len(rig.acquired()) == len(set(rig.acquired())) == 4
    assert rig.tagger.read == ["s-00004-frame"]


def test_a_tripped_beam_stops_the_session_before_anything_moves(rig: Rig):
    """Pins a night of black frames."""
    rig.adapter.beam_now = rig.adapter.beam_now.replace(current=0.0)
    with pytest.raises(InterlockOpen, match="beam"):
        rig.run()
    assert rig.moves() == []


def test_a_vacuum_lost_during_the_scan_leaves_the_frame_unjudged(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a frame of a venting chamber that is read because the vacuum was good when it began (SmartScope #194)."""
    acquire = rig.adapter.acquire

    def vent(*arguments: Any):
        rig.adapter.vacuum_now = type(rig.adapter.vacuum_now).VENTED
        return acquire(*arguments)

    monkeypatch.setattr(rig.adapter, "acquire", vent)
    with pytest.raises(InterlockOpen, match="vacuum"):
        rig.run()
    assert rig.tagger.read == []
    assert faults(rig) == [("vacuum_lost", "stop")]


def test_an_action_cancelled_for_want_of_a_sign_of_life_is_no_stop(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a session called aborted by an operator because the link was away for as long as the lease lasts."""
    monkeypatch.setattr(helm, "_TIME_TO_LIVE", 1.0)

    renew = rig.sem.renew_lease

    def renewed(fence: int):
        # At any other time a slow machine would lose the lease once more, for reasons of its own.
        if rig.adapter.travelling:
            raise ConnectionLost(address="here", reason="the cable came out")
        return renew(fence)

    monkeypatch.setattr(rig.sem, "renew_lease", renewed)
    rig.adapter.gate.clear()
    halt = rig.adapter.halt

    def halted():
        if rig.adapter.travelling:
            rig.adapter.gate.set()
        halt()

    monkeypatch.setattr(rig.adapter, "halt", halted)
    assert rig.run() == "completed"
    assert faults(rig) == [("lease_lost", "again")]
    assert [phase for _, phase in phases(rig)] == ["cancelled", "never_ran", "done", "done"]


def before_it_begins(rig: Rig, monkeypatch: pytest.MonkeyPatch, happening: Callable[[], object]):
    """Have something happen between the acceptance of the first action and its call to the adapter."""
    begin, happened = rig.sem._ledger.begin, []

    def begin_late(*arguments: Any):
        begin(*arguments)
        if not happened:
            happened.append(happening())

    monkeypatch.setattr(rig.sem._ledger, "begin", begin_late)


def test_an_action_stopped_before_it_began_is_a_stop(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a stop in the wrong moment, taken for a fault and tried again."""
    before_it_begins(rig, monkeypatch, rig.sem.stop)
    with pytest.raises(OperationCancelled, match="stopped before it began"):
        rig.run()
    assert rig.moves() == []
    assert faults(rig) == []


def test_an_action_whose_lease_ended_before_it_began_is_tried_again(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins a session that ends because an operator took over for a moment."""
    before_it_begins(rig, monkeypatch, lambda: rig.sem.release_lease(rig.sem.take_lease("anna", Role.OPERATOR).fence))
    assert rig.run() == "completed"
    assert faults(rig) == [("lease_lost", "again")]
    assert [phase for _, phase in phases(rig)] == ["never_ran", "never_ran", "done", "done"]
