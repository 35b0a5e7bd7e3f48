"""Session folders that cannot be used as asked, and commands that are none."""

from pathlib import Path

import pytest

from fractoscope.agent.session import SessionLock

from .desk import Desk


def broken_off(desk: Desk) -> Path:
    """Return a session that Ctrl-C ended at its third frame."""

    def interrupt(frame: object) -> tuple[str, ...]:
        if len(desk.tagger.read) == 3:
            raise KeyboardInterrupt
        return ()

    desk.tagger.seen = interrupt
    line = desk.complaint("run", desk.mission, "--out", desk.folder / "out", status=130)
    assert "stopped by the operator" in line
    desk.tagger.seen = lambda frame: ()
    return desk.sessions[0]


def test_ctrl_c_leaves_the_instrument_at_rest_and_the_session_whole(desk: Desk):
    """Pins: a stage that goes on moving, a beam that stays on, or frames that are lost."""
    session = broken_off(desk)
    assert desk.adapter.done.count("halt") >= 1
    assert desk.sem.state().beam.blanked
    assert desk.frames_on_record(session) == 3  # the last one kept, and not read
    desk.goes_on(session)


def test_a_session_in_use_is_left_alone(desk: Desk):
    """Pins: two agents on one specimen."""
    session = broken_off(desk)
    with SessionLock(session):
        assert "in use by another process" in desk.complaint("resume", session, status=2)
    assert desk.frames_on_record(session) == 3  # the last one kept, and not read
    desk.goes_on(session)


def test_a_changed_mission_or_model_is_refused(desk: Desk):
    """Pins: a report that claims one budget or model for two."""
    session = broken_off(desk)
    file = session / "mission.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("plate 7", "plate 8"), "utf-8")
    assert "not the mission this session began with" in desk.complaint("resume", session, status=2)
    file.unlink()
    assert "not the mission" in desk.complaint("resume", session, status=2)
    file.write_text(text, "utf-8")
    desk.tagger.fingerprint = "two"
    assert "the tagger is not the one" in desk.complaint("resume", session, status=2)
    desk.tagger.fingerprint = "one"
    assert desk.frames_on_record(session) == 3  # the last one kept, and not read
    desk.goes_on(session)


def test_a_session_without_truth_has_no_score(desk: Desk):
    """Pins: a score against the truth of another specimen."""
    status, out, _ = desk.run()
    assert status == 0
    assert "no truth to score against" in desk.complaint("score", out.splitlines()[-1], status=2)


@pytest.mark.parametrize("command", ["report", "score", "resume"])
def test_a_folder_that_is_no_session_is_told(desk: Desk, command: str):
    """Pins: files made in a folder that was named by mistake."""
    folder = desk.folder / "pictures"
    folder.mkdir()
    desk.complaint(command, folder, status=2)
    assert list(folder.iterdir()) == [] or command == "resume"
    desk.complaint(command, desk.folder / "nowhere", status=2)
    assert not (desk.folder / "nowhere").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nonsense",), "No such command"),
        (("run",), "Missing argument"),
        (("sem",), "Missing command"),
        (("demo", "--frames", "0"), "--frames"),
        (("demo", "--seed", "-1"), "--seed"),
        (("sem", "serve", "--adapter", "nope", "--uri-file", "u"), "choose one of"),
        (("sem", "serve", "--adapter", "simulated", "--uri-file", "u", "--host", "192.0.2.1"), "not a loopback address"),
    ],
)
def test_a_command_that_is_none_is_told_how_it_goes(desk: Desk, words: tuple[str, ...], says: str):
    """Pins: a page of help, or a traceback, for a slip of the keyboard."""
    assert says in desk.complaint(*words, status=2)


def test_without_a_word_the_help_is_shown(desk: Desk):
    """Pins: an error for somebody who asks what there is."""
    status, out, err = desk.type()
    assert (status, err) == (0, "")
    assert "Usage: fractoscope" in out
