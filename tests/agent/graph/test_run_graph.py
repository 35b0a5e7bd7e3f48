"""The graph over a real server object and a scripted microscope."""

import json
import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.journal import JournalTampered, Kind
from fractoscope.instruments.errors import ConnectionLost, HardwareFault, InterlockOpen, NotInControl, OperationCancelled
from fractoscope.instruments.values import FieldOfView, Role, VacuumState
from tests.agent.graph.rig import ListedPolicy, Rig
from tests.agent.sample_tagger import SampleTagger


def test_a_session_ends_with_its_budget_and_everything_on_record(rig: Rig):
    """Pins: an off-by-one in the budget, or a frame without tags, decision or action in the journal."""
    assert rig.run() == "budget"
    frames = [entry.key for entry in rig.journal(Kind.FRAME)]
    assert frames == rig.acquired() == [entry.key for entry in rig.journal(Kind.TAGS)]
    assert len(frames) == 8
    assert len(rig.journal(Kind.DECISION)) == 9
    assert {entry.payload["phase"] for entry in rig.journal(Kind.ACTION)} == {"done"}
    assert rig.kept == [f"{number:06d}.ome.tif" for number in range(1, 9)]


def test_the_state_that_is_checkpointed_stays_small(rig: Rig):
    """Pins: frames, tags or histories in LangGraph's state, which grow its file without bound."""
    rig.run(frames=40)
    with sqlite3.connect(rig.folder / "checkpoints.sqlite") as connection:
        largest, count = connection.execute("SELECT MAX(LENGTH(checkpoint)), COUNT(*) FROM checkpoints").fetchone()
    connection.close()
    assert largest < 2048
    assert count <= 35


@pytest.mark.parametrize("broken", [1, 2, 5, 8])
def test_a_crash_of_the_model_repeats_nothing(rig: Rig, broken: int):
    """Pins: a node that is run again scanning again: the frame is in the spool under its id."""
    rig.tagger.fail_at = broken
    with pytest.raises(RuntimeError, match="the model broke"):
        rig.run()
    assert len(rig.journal(Kind.ACTION)) == 2 * broken
    rig.tagger.fail_at = None
    assert rig.run() == "budget"
    assert len(rig.acquired()) == len(set(rig.acquired())) == 8
    assert len(rig.moves()) == 8
    assert [entry.key for entry in rig.journal(Kind.FRAME)] == rig.acquired()


def test_a_crash_gives_the_same_session_as_none(tmp_path: Path):
    """Pins: a belief rebuilt from the journal that decides differently from the one that was lost."""
    seen = {}
    for name, broken in (("whole", None), ("broken", 4)):
        (tmp_path / name).mkdir()
        rig = Rig(tmp_path / name)
        rig.tagger = SampleTagger(lambda frame: ("cleavage_facets",) if frame.metadata.position.x > 0 else (), fail_at=broken)
        if broken:
            with pytest.raises(RuntimeError):
                rig.run(frames=16)
            rig.tagger.fail_at = None
        rig.run(frames=16)
        seen[name] = [entry.payload["proposal"] for entry in rig.journal(Kind.DECISION)]
        rig.sem.close()
    assert seen["whole"] == seen["broken"]


def test_a_finished_session_does_nothing_more(rig: Rig):
    """Pins: a second resume that takes another frame."""
    rig.run()
    before = list(rig.adapter.done)
    assert rig.run() == "budget"
    assert rig.adapter.done[: len(before)] == before
    assert len(rig.acquired()) == 8


def test_what_is_outside_the_limits_is_refused_recorded_and_not_clipped(rig: Rig):
    """Pins: a proposal outside the stage's range clipped to its edge, or carried out."""
    rig.policy = ListedPolicy(
        FieldOfView(x=0.5, y=0.0, width=1e-3), FieldOfView(x=0.0, y=0.0, width=1e-9), FieldOfView(x=1e-3, y=0.0, width=1e-3)
    )
    assert rig.run() == "completed"
    assert rig.moves() == [(1e-3, 0.0)]
    errors = [entry.payload["error"] for entry in rig.journal(Kind.REFUSAL)]
    assert [(error["axis"], error["value"]) for error in errors] == [("x", 0.5), ("field_width", 1e-9)]


def test_one_fault_costs_a_step_and_not_the_session(rig: Rig):
    """Pins: a retry under the id of the failed action, whose recorded failure it would only read again."""
    rig.policy = ListedPolicy(FieldOfView(x=0.0, y=1e-3, width=1e-3))
    rig.adapter.fault = HardwareFault(vendor_code="E7", vendor_text="stage stuck")
    assert rig.run() == "completed"
    assert [entry.payload["error"]["vendor_code"] for entry in rig.journal(Kind.FAULT)] == ["E7"]
    assert len(rig.acquired()) == 1


def test_three_faults_in_a_row_end_the_session(rig: Rig):
    """Pins: an agent that hammers broken hardware all night, or whose session can never be resumed after the repair."""
    rig.policy = ListedPolicy(FieldOfView(x=0.0, y=1e-3, width=1e-3))

    def broken(*_: object):
        raise HardwareFault(vendor_code="E7", vendor_text="stage stuck")

    move, rig.adapter.move = rig.adapter.move, broken
    with pytest.raises(HardwareFault, match="stage stuck"):
        rig.run()
    assert len(rig.journal(Kind.FAULT)) == 3
    assert rig.acquired() == []
    rig.adapter.move = move
    assert rig.run() == "completed"


def test_an_open_interlock_ends_the_session_at_once(rig: Rig):
    """Pins: every proposal refused one by one because the chamber is open, and a session called completed."""
    rig.adapter.vacuum_now = VacuumState.VENTED
    with pytest.raises(InterlockOpen):
        rig.run()
    assert rig.moves() == []


def test_a_stop_from_outside_ends_the_run_and_resuming_takes_a_new_id(rig: Rig):
    """Pins: an agent that goes on after somebody pressed stop, or a resumed one that waits for the cancelled action for ever."""
    rig.adapter.gate.clear()
    caught = []

    def work():
        try:
            rig.run(frames=3)
        except OperationCancelled as error:
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert rig.adapter.begun.wait(10.0)
    assert rig.sem.stop().cancelled == "s-00001-move"
    thread.join(10.0)
    assert caught[0].action_id == "s-00001-move"
    rig.adapter.gate.set()
    assert rig.run(frames=3) == "budget"
    assert rig.acquired() == ["s-00002-frame", "s-00003-frame", "s-00004-frame"]


def test_an_operator_who_is_in_control_stays_in_control(rig: Rig):
    """Pins: an agent that takes the lease back from a person."""
    rig.sem.take_lease("somebody", Role.OPERATOR, "looking myself")
    with pytest.raises(NotInControl, match="somebody"):
        rig.run()
    assert rig.moves() == []


def test_a_stage_that_was_moved_meanwhile_is_brought_back_before_the_scan(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins: a frame of the wrong place after a restart of the server, because the recorded move counts as done."""
    rig.policy = ListedPolicy(FieldOfView(x=2e-3, y=1e-3, width=1e-3))
    start = rig.sem.start

    def lost_at_the_scan(action: Any, ticket: Any):
        if action.kind == "acquire_frame":
            raise ConnectionLost(address="here", reason="the cable came out")
        return start(action, ticket)

    monkeypatch.setattr(rig.sem, "start", lost_at_the_scan)
    with pytest.raises(ConnectionLost):
        rig.run()
    assert rig.moves() == [(2e-3, 1e-3)]
    monkeypatch.setattr(rig.sem, "start", start)
    rig.adapter.here = rig.adapter.here.replace(x=-3e-3)
    assert rig.run() == "completed"
    frame = rig.journal(Kind.FRAME)[0].payload["metadata"]["position"]
    assert (frame["x"], frame["y"]) == (2e-3, 1e-3)


@pytest.mark.parametrize(("budget", "spent"), [({"dose_C": 1e-15}, "dose"), ({"minutes": 1.0}, "time")])
def test_dose_and_time_end_a_session(rig: Rig, budget: dict, spent: str):
    """Pins: a budget that is read and never looked at again."""
    rig.seconds = 61.0
    assert rig.run(**budget) == "budget"
    assert rig.journal(Kind.DECISION)[-1].payload["spent"].startswith(spent)
    assert rig.acquired() == []


def test_a_journal_that_lost_its_tail_is_not_continued(rig: Rig):
    """Pins: entries cut from the end of a killed session's journal, which the chain alone cannot show."""
    rig.tagger.fail_at = 5
    with pytest.raises(RuntimeError):
        rig.run()
    rig.tagger.fail_at = None
    connection = sqlite3.connect(rig.folder / "journal.sqlite")
    connection.execute("DROP TRIGGER entries_remain")
    connection.execute("DELETE FROM entries WHERE number > 6")
    connection.commit()
    connection.close()
    with pytest.raises(JournalTampered, match="entry 7"):
        rig.run()


def test_nothing_is_traced_outside(rig: Rig, monkeypatch: pytest.MonkeyPatch):
    """Pins: an inherited environment variable that sends states to a tracing service."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    rig.run(frames=1)
    assert "LANGSMITH_TRACING" not in os.environ


def test_decisions_are_plain_json_under_two_kilobytes(rig: Rig):
    """Pins: a proposal that does not fit the graph's state."""
    rig.run()
    assert all(len(json.dumps(entry.payload)) < 2048 for entry in rig.journal(Kind.DECISION))
