"""The sessions that a console may show: one, or all below a folder."""

from pathlib import Path

from fractoscope.agent.console.no_such_session import NoSuchSession
from fractoscope.agent.console.session_cover import SessionCover
from fractoscope.agent.session.session_folder import SessionFolder


class SessionShelf:
    """Finds sessions by name among what lies there; a name never becomes a path.

    Parameters
    ----------
    root
        A session's folder, or a folder of sessions.

    Attributes
    ----------
    root
        The same, as an absolute path.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @property
    def names(self) -> list[str]:
        """Names of the sessions, newest first."""
        return sorted(self._folders(), reverse=True)

    @property
    def covers(self) -> list[SessionCover]:
        """The sessions in the same order, from outside."""
        return [SessionCover.of(SessionFolder(path)) for _, path in sorted(self._folders().items(), reverse=True)]

    def folder(self, name: str) -> SessionFolder:
        """Return a session's folder.

        Raises
        ------
        NoSuchSession
            If none of that name lies there.
        """
        found = self._folders().get(name)
        if found is None:
            raise NoSuchSession(f"no session {name[:80]!r} lies here; choose one that the console lists")
        return SessionFolder(found)

    def _folders(self) -> dict[str, Path]:
        if _is_session(self.root):
            return {self.root.name: self.root}
        inside = (path for path in self.root.iterdir() if path.is_dir() and not path.is_symlink())
        return {path.name: path for path in inside if _is_session(path)}


def _is_session(path: Path) -> bool:
    parts = (path / "journal.sqlite", path / "session.json")
    return any(part.is_file() for part in parts) and not any(part.is_symlink() for part in parts)
