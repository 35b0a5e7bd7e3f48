"""Stop, take over, drive, hand back: over a real instrument server."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.console.routes.driving import hand_action_id
from fractoscope.agent.journal import Journal, Kind
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.values import MoveStage, Role, StagePosition, Ticket
from fractoscope.instruments.wire import SemServer
from tests.agent.console.rig import Console, make_users
from tests.instruments.scripted_adapter import ScriptedAdapter

MOVE = {"kind": "move_stage", "target": {"x": 1e-3, "y": 0.0}}
PATIENCE = 20.0


def done(session: Path) -> list[str]:
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        return [entry.payload["command"] for entry in journal.entries(Kind.OPERATOR)]


def test_take_drive_hand_back(console: Console, running: Path, sem: LocalSem, adapter: ScriptedAdapter):
    """Pins an operator who moves the stage and of whom the record knows nothing."""
    fence = console.post("running/instrument/take").json()["fence"]
    operation = console.post("running/instrument/drive", action=MOVE).json()
    assert sem.wait(operation["action_id"], PATIENCE).phase == "done"
    assert console.get(f"running/instrument/operations/{operation['action_id']}").json()["phase"] == "done"
    assert console.post("running/instrument/hand-back").json()["fence"] == fence
    assert ("move", 1e-3, 0.0) in adapter.done
    assert sem.state().lease is None
    assert done(running) == ["take_control", "drive", "hand_back"]


def test_one_click_drives_once(console: Console, running: Path, adapter: ScriptedAdapter):
    """Pins a stage that moves twice because a request was repeated."""
    console.post("running/instrument/take")
    first = console.post("running/instrument/drive", action=MOVE, token="t").json()
    assert console.post("running/instrument/drive", action=MOVE, token="t").json()["action_id"] == first["action_id"]
    other = {"kind": "move_stage", "target": {"x": 2e-3, "y": 0.0}}
    assert console.post("running/instrument/drive", action=other, token="t").status_code == 409


@pytest.mark.parametrize(
    ("path", "body"),
    [("drive", {"action": MOVE}), ("hand-back", {}), ("drive", {"action": {"kind": "move_stage", "target": {"x": 1.0, "y": 0.0}}})],
)
def test_what_the_instrument_refuses_is_a_conflict(console: Console, running: Path, path: str, body: dict[str, Any]):
    """Pins a page that takes a refusal for a fault of the console."""
    if body.get("action", MOVE) != MOVE:
        console.post("running/instrument/take")
    answer = console.post(f"running/instrument/{path}", **body)
    assert answer.status_code == 409
    assert answer.json()["error"] in {"NotInControl", "LimitExceeded"}


def test_another_operator_in_control_is_named(console: Console, running: Path, sem: LocalSem):
    """Pins two people who drive one stage."""
    sem.take_lease("bert", Role.OPERATOR)
    answer = console.post("running/instrument/take")
    assert answer.status_code == 409
    assert answer.json()["holder"] == "bert"
    assert done(running) == []


@pytest.mark.parametrize(
    "action",
    [{}, {"kind": "run_script"}, {"kind": "move_stage", "target": {"x": "1; rm -rf /", "y": 0}}, {"kind": "move_stage", "dx": 1.0}],
)
def test_an_action_outside_the_closed_set_is_not_understood(console: Console, running: Path, action: dict[str, Any]):
    """Pins a way for a page to have the instrument do something else."""
    console.post("running/instrument/take")
    assert console.post("running/instrument/drive", action=action).status_code == 422


def test_a_viewer_may_stop(root: Path, running: Path, sem: LocalSem, tmp_path: Path):
    """Pins somebody who sees the stage run into the pole piece and may only watch."""
    console = Console(root, users=make_users(tmp_path / "users.json"))
    console.enter("guest")
    answer = console.post("running/instrument/stop")
    assert answer.status_code == 200
    assert answer.json()["halted"] is True
    assert done(running) == ["stop"]
    console.close()


def test_a_stop_passes_forty_pictures_that_hang(console: Console, running: Path, adapter: ScriptedAdapter, sem: LocalSem):
    """Pins a stop that waits in the pool of threads which slow requests fill."""
    console.get("running")
    release, waiting = threading.Event(), threading.Semaphore(0)

    def hang(*_: Any):
        waiting.release()
        release.wait(PATIENCE)
        return b""

    console.desks.desk("running").pictures.jpeg = hang
    fence = sem.take_lease("agent", Role.AGENT).fence
    adapter.gate.clear()
    sem.start(MoveStage(target=StagePosition(x=1e-3, y=0.0)), Ticket(action_id="m", fence=fence))
    with console.browser as browser, ThreadPoolExecutor(60) as pool:
        for number in range(60):
            pool.submit(browser.get, f"/api/sessions/running/frames/1/picture.jpg?width={100 + number}")
        for _ in range(40):
            assert waiting.acquire(timeout=PATIENCE)
        answer = browser.post("/api/sessions/running/instrument/stop", json={"token": "t"})
        assert not release.is_set()
        release.set()
    assert (answer.json()["halted"], answer.json()["cancelled"]) == (True, "m")


def test_a_stop_whose_record_cannot_be_written_has_stopped_all_the_same(console: Console, running: Path, adapter: ScriptedAdapter):
    """Pins a stop that depends on a disk, or an answer that says it failed."""
    console.get("running")
    (running / "journal.sqlite").rename(running / "away")
    (running / "journal.sqlite").mkdir()
    answer = console.post("running/instrument/stop")
    assert answer.status_code == 200
    assert "halt" in adapter.done


def test_without_a_link_the_page_is_told_which_part_failed(console: Console, running: Path, server: SemServer):
    """Pins a lost instrument that looks like a broken console, and a stop that seems to have worked."""
    assert console.get("running").status_code == 200
    server.close()
    for path in ("stop", "take"):
        answer = console.post(f"running/instrument/{path}")
        assert answer.status_code == 424
        assert answer.json()["error"] == "ConnectionLost"
    deadline = time.monotonic() + PATIENCE
    while not console.get("running").json()["instrument"]["lost"]:
        assert time.monotonic() < deadline
    assert done(running) == []


@pytest.mark.parametrize("path", ["stop", "take", "hand-back"])
def test_a_session_that_is_over_has_no_instrument(console: Console, ended: Path, path: str):
    """Pins a stop of the next session's microscope from the page of the last one."""
    assert console.post(f"ended/instrument/{path}").status_code == 409


@pytest.mark.parametrize("action_id", ["none", "..%2f..", "%00", "a" * 129, "x%0ay", "%f0%9f%94%ac"])
def test_an_operation_that_never_was_is_told_so(console: Console, running: Path, action_id: str):
    """Pins an error of the server for an id that came from elsewhere."""
    assert console.get(f"running/instrument/operations/{action_id}").status_code in {404, 409, 422}


@given(st.tuples(st.text(), st.text(), st.text()), st.tuples(st.text(), st.text(), st.text()))
def test_no_two_clicks_share_an_action_whatever_people_and_folders_are_called(one: tuple[str, str, str], other: tuple[str, str, str]):
    """Pins a click that is taken for an earlier one because a long folder's name was cut off, and a name that the instrument refuses."""
    first, second = hand_action_id(*one), hand_action_id(*other)
    assert (first == second) == (one == other)
    Ticket(action_id=first, fence=0)
