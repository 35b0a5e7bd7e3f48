"""Commands: who may, when, and once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.oversight import ConsentRequest
from fractoscope.instruments.clocks import SystemClock
from tests.agent.console.rig import Console, append, make_users

FIELD = {"x": 1e-3, "y": 0.0, "width": 1e-4}
MARKUP = "<img src=x onerror=alert(1)>'; DROP TABLE entries; --\u202e"


def commands(session: Path) -> list[dict[str, Any]]:
    with Journal(session / "journal.sqlite", SystemClock()) as journal:
        journal.verify()
        return [entry.payload for entry in journal.entries(Kind.OPERATOR)]


def decide(session: Path, step: int = 9, at: datetime | None = None) -> dict[str, Any]:
    """Have the agent ask for consent, and return how an answer names the decision."""

    class Then(SystemClock):
        def now(self) -> datetime:
            return at or datetime.now(UTC)

    payload = {"step": step, "proposal": {"id": f"q{step}", "action": {"kind": "look_at", "field": FIELD}}, "consent_s": 60.0}
    request = ConsentRequest.of(append(session, Kind.DECISION, payload, str(step), Then()))
    assert request is not None
    return {"step": step, "sha256": request.sha256}


def test_a_command_is_in_the_journal_with_who_and_what(console: Console, running: Path):
    """Pins a command that is answered and not written down."""
    answer = console.command("running", "look_here", field=FIELD)
    assert answer.status_code == 200
    assert answer.json()["number"] == 14
    assert commands(running) == [{"by": "anna", "command": "look_here", "details": {"field": FIELD, "first": True}}]


def test_a_viewer_looks_and_does_not_command(root: Path, running: Path, tmp_path: Path):
    """Pins a role that only the page knows of."""
    console = Console(root, users=make_users(tmp_path / "users.json"))
    assert console.enter("guest") == 204
    assert console.get("running").json()["user"] == {"name": "guest", "may_command": False}
    click = {"action": {"kind": "move_stage", "target": {"x": 0.0, "y": 0.0}}}
    for answer in (
        console.command("running", "pause"),
        console.post("running/instrument/take"),
        console.post("running/instrument/hand-back"),
        console.post("running/instrument/drive", **click),
        console.post("running/instrument/frames/x/hand-over"),
    ):
        assert answer.status_code == 403
    assert commands(running) == []
    console.close()


def test_a_click_that_is_sent_again_counts_once(console: Console, running: Path):
    """Pins a command doubled by a browser that repeats a request."""
    first = console.command("running", "note", text="seen", token="t")
    assert console.command("running", "note", text="seen", token="t").json() == first.json()
    assert console.command("running", "note", text="other", token="t").status_code == 409
    assert len(commands(running)) == 1


def test_an_approval_counts_once_and_for_what_was_shown(console: Console, running: Path):
    """Pins an old click that lets a new decision pass."""
    old = decide(running, 9)
    new = decide(running, 10)
    assert console.command("running", "approve", **old).status_code == 409
    assert console.command("running", "approve", step=10, sha256=old["sha256"]).status_code == 409
    assert console.command("running", "approve", step=10, sha256="0" * 64).status_code == 409
    assert console.command("running", "approve", **new, token="once").status_code == 200
    assert console.command("running", "reject", **new).status_code == 409
    assert console.command("running", "approve", **new, token="once").status_code == 200
    assert len(commands(running)) == 1


def test_an_approval_after_its_time_is_refused(console: Console, running: Path):
    """Pins a click in the morning on a decision of the evening before."""
    late = decide(running, at=datetime.now(UTC) - timedelta(seconds=61))
    answer = console.command("running", "approve", **late)
    assert answer.status_code == 409
    assert "expired" in answer.json()["detail"]
    assert commands(running) == []


def test_a_session_that_is_over_takes_no_commands(console: Console, ended: Path):
    """Pins a record that grows after it was handed over."""
    answer = console.command("ended", "pause")
    assert answer.status_code == 409
    assert "resume" in answer.json()["detail"]


@pytest.mark.parametrize("kind", ["stop", "drive", "take_control", "hand_back"])
def test_what_happens_at_the_instrument_cannot_be_claimed(console: Console, running: Path, kind: str):
    """Pins a journal that says the instrument was stopped, on a page's word."""
    details = {"stop": {"outcome": "x"}, "drive": {"action": "x", "outcome": "x"}}.get(kind, {"fence": 1})
    assert console.command("running", kind, **details).status_code == 422
    assert commands(running) == []


@pytest.mark.parametrize(
    ("kind", "details", "status"),
    [
        ("strike", {"target": 99}, 409),
        ("strike", {"target": 10**300}, 409),
        ("reorder", {"targets": []}, 422),
        ("reorder", {"targets": list(range(1, 1002))}, 422),
        ("correct_tag", {"frame_id": "none", "feature": "x", "present": True}, 409),
        ("note", {"text": "x", "frame_id": "../../etc/passwd"}, 409),
        ("note", {"text": ""}, 422),
        ("note", {"text": "x" * 4001}, 422),
        ("look_here", {"field": {"x": "NaN", "y": 0, "width": 1}}, 422),
        ("look_here", {"field": {"x": 0, "y": 0, "width": -1}}, 422),
        ("exec", {"code": "print(1)"}, 422),
        ("pause", {"more": 1}, 422),
        ("change_mode", {"mode": "root"}, 422),
    ],
)
def test_what_does_not_fit_is_refused(console: Console, running: Path, kind: str, details: dict[str, Any], status: int):
    """Pins a command that is clipped, guessed at, or taken to the agent unread."""
    assert console.command("running", kind, **details).status_code == status
    assert commands(running) == []


def test_words_are_kept_as_they_were_typed(console: Console, running: Path):
    """Pins a note that is executed, escaped or lost on its way."""
    assert console.command("running", "note", text=MARKUP).status_code == 200
    feature = "a" * 50 + MARKUP[:40]
    assert console.command("running", "correct_tag", frame_id="plate-00001-frame", feature=feature, present=True).status_code == 200
    assert [payload["details"].get("text") or payload["details"]["feature"] for payload in commands(running)] == [MARKUP, feature]
    assert console.get("running").json()["recent"][-2]["payload"]["details"]["text"] == MARKUP


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"1", b'"x"', b'{"token": "t"}', b'{"token": "t", "command": null}', b"\xff\xfe", b"[" * 60_000,
        b'{"a":' * 10_000, b'{"token": "t", "command": {"kind": "note", "text": "\\ud800"}}', b'{"token": "\\ud800", "command": 1}',
        b'{"\\ud800": 1}', b'{"token": NaN, "command": NaN}', b'{"token": "t", "command": {"kind": "strike", "target": Infinity}}',
        b'{"token": "t", "command": {"kind": "strike", "target": 1e999}}', b'{"token": "t", "command": {"kind": "strike", "target": -0.5}}',
        b'{"token": "t\\n", "command": {"kind": "pause"}}', b'{"token": "../t", "command": {"kind": "pause"}}',
        b'{"token": "t", "command": {"kind": "strike", "target": ' + b"9" * 5000 + b"}}",
    ],
)  # fmt: skip
def test_what_is_no_command_is_told_so(console: Console, running: Path, body: bytes):
    """Pins an error of the server for text that cannot be sent back: half a surrogate pair, NaN, ten thousand brackets."""
    answer = console.browser.post("/api/sessions/running/commands", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in {400, 422}
    assert "Traceback" not in answer.text
    assert commands(running) == []
