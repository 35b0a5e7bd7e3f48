"""What a session shows from outside."""

from pathlib import Path

from fractoscope.agent.console.session_cover import SessionCover
from fractoscope.agent.session.session_folder import SessionFolder


def test_a_session_without_files_is_listed_as_unreadable(tmp_path: Path):
    """Pins a shelf that shows no session at all because one of them is damaged."""
    (tmp_path / "session.json").write_text("{ not json", "utf-8")
    cover = SessionCover.of(SessionFolder(tmp_path))
    assert (cover.name, cover.outcome, cover.simulated) == (tmp_path.name, "unreadable", None)


def test_a_sign_of_life_shows_on_the_cover(tmp_path: Path):
    """Pins a crashed session that looks like a running one."""
    assert not SessionCover.of(SessionFolder(tmp_path)).beating
    SessionFolder(tmp_path).pulse.write_text("{}", "utf-8")
    assert SessionCover.of(SessionFolder(tmp_path)).beating
