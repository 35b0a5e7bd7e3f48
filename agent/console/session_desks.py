"""The sessions that somebody looks at."""

import threading
from pathlib import Path

from fractoscope.agent.console.session_desk import SessionDesk
from fractoscope.agent.console.session_shelf import SessionShelf
from fractoscope.instruments.protocols import Clock


class SessionDesks:
    """Opens a desk for a session when it is first asked for, and keeps it.

    Parameters
    ----------
    root
        As for `SessionShelf`.
    clock
        Of the desks.
    """

    def __init__(self, root: Path, clock: Clock) -> None:
        self.shelf = SessionShelf(root)
        self._clock = clock
        self._guard = threading.Lock()
        self._open: dict[str, SessionDesk] = {}

    def desk(self, name: str) -> SessionDesk:
        """Return the desk of a session.

        Raises
        ------
        NoSuchSession
            If there is none of that name.
        JournalTampered
            If its journal cannot be read.
        """
        folder = self.shelf.folder(name)
        with self._guard:
            desk = self._open.get(name)
            if desk is None:
                desk = self._open[name] = SessionDesk(folder, self._clock)
        return desk

    @property
    def open_desks(self) -> list[SessionDesk]:
        """Desks that are open."""
        return list(self._open.values())

    def close(self) -> None:
        """Close all desks."""
        with self._guard:
            desks = list(self._open.values())
            self._open.clear()
        for desk in desks:
            desk.close()
