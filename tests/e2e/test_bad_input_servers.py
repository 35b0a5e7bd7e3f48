"""Instrument servers that cannot be reached, or not any more."""

import json
import socket
import threading

import pytest

from fractoscope.agent.session import instrument_link
from fractoscope.instruments.wire import RemoteSem

from .desk import Desk

NOBODY = {"sem": "PYRO:sem@127.0.0.1:9", "stop": "PYRO:stop@127.0.0.1:9", "pid": 1, "simulated": True}


@pytest.mark.parametrize("command", [("sem", "state"), ("sem", "stop")])
def test_a_server_that_is_not_there_is_told(desk: Desk, command: tuple[str, str]):
    """Pins: a traceback of the wire, and one status for a wrong file and a dead server."""
    file = desk.folder / "other.json"
    assert "not there" in desk.complaint(*command, "--uri-file", file, status=4)
    file.write_text(json.dumps(NOBODY), "utf-8")
    assert "127.0.0.1:9" in desk.complaint(*command, "--uri-file", file, status=4)
    file.write_text("{}", "utf-8")
    assert "is no URI file" in desk.complaint(*command, "--uri-file", file, status=2)
    assert "cannot be read" in desk.complaint(*command, "--uri-file", desk.folder, status=2)


def test_a_mission_for_a_server_that_is_not_there_leaves_nothing(desk: Desk):
    """Pins: an empty session that can never be resumed."""
    desk.close()
    assert "uri.json" in desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=4)
    assert desk.sessions == []


@pytest.mark.parametrize("option", ["--port", "--stop-port"])
def test_a_taken_port_is_told_before_anything_is_promised(desk: Desk, option: str, capsys: pytest.CaptureFixture[str]):
    """Pins: "serving" on a port that somebody else has."""
    uri_file = desk.folder / "second" / "uri.json"
    arguments = ["--adapter", "simulated", "--uri-file", uri_file]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = desk.complaint("sem", "serve", *arguments, option, port, status=5)
    assert f"port {port} of 127.0.0.1 cannot be opened" in line
    assert "choose another port" in line
    assert not uri_file.exists()


def test_a_server_that_dies_in_the_middle_loses_nothing(desk: Desk):
    """Pins: frames lost with the connection, or taken again after it came back."""

    def die(frame: object) -> tuple[str, ...]:
        if len(desk.tagger.read) == 3 and desk.server is not None:
            desk.close()
        return ()

    desk.tagger.seen = die
    line = desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=4)
    assert "resume the session" in line
    session = desk.sessions[0]
    assert desk.frames_on_record(session) == 3
    assert json.loads((session / "summary.json").read_text("utf-8"))["outcome"] == "failed"
    desk.serve()
    desk.goes_on(session)


def test_a_server_that_answers_late_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """Pins: an agent that waits for ever for an instrument that hangs."""
    awake = threading.Event()
    monkeypatch.setattr(instrument_link, "RemoteSem", lambda where, timeout, tls: RemoteSem(where, timeout=0.3, tls=tls))
    state = desk.sem.state

    def late() -> object:
        awake.wait(20.0)
        return state()

    def hang(frame: object) -> tuple[str, ...]:
        if len(desk.tagger.read) == 2:
            monkeypatch.setattr(desk.sem, "state", late)
        return ()

    desk.tagger.seen = hang
    try:
        line = desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=4)
    finally:
        awake.set()
    assert "no answer within 0.3 s" in line
    session = desk.sessions[0]
    assert desk.frames_on_record(session) == 2
    desk.tagger.seen = lambda frame: ()
    monkeypatch.setattr(desk.sem, "state", state)
    desk.goes_on(session)
