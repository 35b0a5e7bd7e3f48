"""Names of sessions never become paths."""

import os
from pathlib import Path

import pytest

from fractoscope.agent.console.no_such_session import NoSuchSession
from fractoscope.agent.console.session_shelf import SessionShelf
from tests.agent.console.large_session import make_session

TRICKS = [
    "..", ".", "", "/", "../ended", "ended/", "ended/..", "ended/../ended", "..\\ended", "ENDED/", "ended\x00", "\x00", "ended ", " ended",
    "%2e%2e", "CON", "NUL", "COM1", "LPT1.txt", "aux", "C:", "C:\\", "\\\\server\\share", "//server/share", "ended::$DATA", "~", "~root",
    "$HOME", "a" * 5000, "🔬", "ended\n", "e\u0301nded", "/etc", "/etc/passwd", "file:///etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_that_is_not_on_the_list_is_nobodys(root: Path, ended: Path, name: str):
    """Pins a name that is joined to a folder and then looked up."""
    with pytest.raises(NoSuchSession) as refusal:
        SessionShelf(root).folder(name)
    assert str(root) not in str(refusal.value)
    assert len(str(refusal.value)) < 500


def test_sessions_are_found_newest_first_and_other_folders_are_not(root: Path, ended: Path):
    """Pins a list with the lab's holiday pictures in it."""
    make_session(root / "later", 0)
    (root / "pictures").mkdir()
    (root / "journal.sqlite.txt").touch()
    assert SessionShelf(root).names == ["later", "ended"]
    assert SessionShelf(root).folder("ended").path == ended.resolve()


def test_one_session_is_a_shelf_of_one(ended: Path):
    """Pins a console on one session that shows its neighbours."""
    make_session(ended.parent / "neighbour", 0)
    shelf = SessionShelf(ended)
    assert shelf.names == ["ended"]
    with pytest.raises(NoSuchSession):
        shelf.folder("neighbour")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_to_elsewhere_are_not_followed(root: Path, ended: Path, tmp_path: Path):
    """Pins a link in the folder that shows a session, or a journal, which lies outside."""
    outside = make_session(tmp_path / "outside", 0)
    (root / "link").symlink_to(outside, target_is_directory=True)
    (root / "half").mkdir()
    (root / "half" / "journal.sqlite").symlink_to(outside / "journal.sqlite")
    assert SessionShelf(root).names == ["ended"]


def test_a_session_that_begins_later_is_found(root: Path):
    """Pins a list that is read once."""
    shelf = SessionShelf(root)
    assert shelf.names == []
    make_session(root / "new", 0)
    assert shelf.names == ["new"]
