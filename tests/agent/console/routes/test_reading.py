"""Looking at sessions, and at nothing else."""

from pathlib import Path
from urllib.parse import quote

import pytest

from fractoscope.agent.journal import Kind
from tests.agent.console.large_session import make_session
from tests.agent.console.rig import Console, append
from tests.agent.console.test_session_shelf import TRICKS

LOOKS = ["", "/entries", "/frames/1", "/frames/1/picture.jpg", "/frames/1/frame.ome.tif", "/map", "/report.html"]
MARKUP = "<script>alert(1)</script>"


def test_a_session_is_told_whole(console: Console, ended: Path):
    """Pins a view without the parts that a page opens with."""
    told = console.get("ended").json()
    assert (told["name"], told["head"], told["running"], told["instrument"]) == ("ended", 13, False, None)
    assert [row["number"] for row in told["frames"]] == [1, 2, 3]
    assert told["user"] == {"name": "anna", "may_command": True}
    assert told["specimen"]["name"] == "plate 7"


def test_frames_are_told_and_shown(console: Console, ended: Path):
    """Pins a picture that belongs to another frame than its text."""
    told = console.get("ended/frames/2").json()
    assert (told["number"], told["frame_id"]) == (2, "plate-00002-frame")
    assert told["reading"]["asserted"] is not None
    picture = console.get("ended/frames/2/picture.jpg", width=64)
    assert (picture.headers["content-type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "immutable" in picture.headers["cache-control"]
    assert console.get("ended/frames/2/frame.ome.tif").content == (ended / "frames" / "000002.ome.tif").read_bytes()


def test_entries_come_as_they_stand(console: Console, ended: Path):
    """Pins a page that looks back and sees what is only in outline."""
    entries = console.get("ended/entries", after=3, most=2).json()
    assert [entry["number"] for entry in entries] == [4, 5]
    assert len(entries[1]["payload"]["tags"]["tiles"]) == 9


@pytest.mark.parametrize("name", ["none", "..%2fended", "%2e%2e", "ended%00", "CON", "a" * 201, "ended%0a", "%ff", "..%5c..%5c"])
def test_no_session_of_that_name_is_no_page(console: Console, ended: Path, name: str):
    """Pins an address that reads something outside, or an error of the server."""
    for look in LOOKS:
        answer = console.get(f"{name}{look}")
        assert answer.status_code in {404, 422}, look
        assert str(ended.parent) not in answer.text


def test_tricks_with_names_stay_names(console: Console, ended: Path):
    """Pins a name that becomes a path on its way through the address."""
    for name in TRICKS:
        if name.isprintable() and "/" not in name and name not in {"", ".", ".."}:
            assert console.get(quote(name, safe="")).status_code in {404, 422}, name


@pytest.mark.parametrize("number", ["0", "-1", "4", "99999999999999999999", "1e1", "x", "%00", "1%2f..%2f2", "٣"])
def test_no_frame_of_that_number_is_no_frame(console: Console, ended: Path, number: str):
    """Pins a number that becomes a file's name."""
    for look in ("", "/picture.jpg", "/frame.ome.tif"):
        assert console.get(f"ended/frames/{number}{look}").status_code in {404, 422}


@pytest.mark.parametrize("width", ["0", "-1", "1000000", "x", "1e9", "nan"])
def test_a_width_out_of_bounds_is_refused(console: Console, ended: Path, width: str):
    """Pins a picture of a gigabyte that anybody may ask for."""
    assert console.get("ended/frames/1/picture.jpg", width=width).status_code == 422


def test_a_journal_that_names_another_file_shows_no_frame(console: Console, running: Path, tmp_path: Path):
    """Pins the address of the microscope handed out as a picture."""
    (running / "secret.json").write_text("the address", "utf-8")
    for number, file in enumerate(("secret.json", "../../uri.json", str(tmp_path / "uri.json"), "mission.toml"), start=4):
        append(running, Kind.FRAME, {"number": number, "file": file, "metadata": {}}, f"odd-{number}")
        for look in ("picture.jpg", "frame.ome.tif"):
            answer = console.get(f"running/frames/{number}/{look}")
            assert answer.status_code == 404
            assert "the address" not in answer.text


def test_words_in_a_record_are_only_words(console: Console, root: Path):
    """Pins a specimen's name that becomes markup on its way: answers are JSON, and say so."""
    session = make_session(root / "odd", 1, features=3)
    text = (session / "mission.toml").read_text("utf-8").replace("plate 7", MARKUP)
    (session / "mission.toml").write_text(text, "utf-8")
    append(session, Kind.FAULT, {"text": MARKUP})
    answer = console.get("odd")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["specimen"]["name"] == MARKUP
    assert answer.json()["recent"][-1]["payload"]["text"] == MARKUP


def test_a_report_may_do_nothing(console: Console, ended: Path):
    """Pins a report, which holds names and notes, that runs a script in the console's own name."""
    assert console.get("ended/report.html").status_code == 404
    (ended / "report.html").write_text(MARKUP, "utf-8")
    policy = console.get("ended/report.html").headers["content-security-policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_a_damaged_journal_is_a_conflict_with_a_way_out(console: Console, ended: Path, tmp_path: Path):
    """Pins an error of the server, or this computer's paths, for a record that cannot be read."""
    append(ended, Kind.FRAME, {"number": "x"}, "odd")
    answer = console.get("ended")
    assert answer.status_code == 409
    assert "restore" in answer.json()["detail"]
    assert str(tmp_path) not in answer.text


def test_an_unreadable_mission_leaves_the_rest_to_see(console: Console, ended: Path):
    """Pins a session that cannot be looked at because one of its files is damaged."""
    (ended / "mission.toml").write_text("[", "utf-8")
    (ended / "session.json").write_text("{", "utf-8")
    told = console.get("ended")
    assert told.status_code == 200
    assert (told.json()["session"], told.json()["specimen"]) == (None, None)
    assert console.get("ended/map").status_code == 404
    assert console.get("ended/frames/1/picture.jpg").status_code == 200
