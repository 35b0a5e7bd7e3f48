"""One process at a time in a session folder."""

from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from fractoscope.agent.session.session_error import SessionError


class SessionLock:
    """Held while a process runs a session; the operating system lets it go when the process dies.

    Parameters
    ----------
    folder
        The session's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / ".lock")

    def __enter__(self) -> Self:
        """Take the lock.

        Raises
        ------
        SessionError
            If another process has it.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise SessionError(str(self._folder), "", "is in use by another process; wait until that ends, or stop it") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let the lock go."""
        self._lock.release()
