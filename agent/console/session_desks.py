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
    clock, tls
        Of the desks.
    """

    def __init__(self, root: Path, clock: Clock, tls: Path | None = None) -> None:
        self._tls = tls
        self.shelf = SessionShelf(root)
        self._clock = clock
        self._guard = threading.Lock()
        self._opening: dict[str, threading.Lock] = {}
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
            opening = self._opening.setdefault(name, threading.Lock())
        # A long session takes seconds to open; the others, and their stop buttons, do not wait for it.
        with opening:
            desk = self.open_desk(name)
            if desk is None:
                before = self._open.get(name)
                desk = self._open[name] = SessionDesk(folder, self._clock, self._tls)
                if before is not None:
                    before.close()
        return desk

    def opened(self, name: str) -> SessionDesk | None:
        """Return a desk that was opened, whatever became of its journal since: enough for a stop."""
        return self._open.get(name)

    def open_desk(self, name: str) -> SessionDesk | None:
        """Return the desk of a session if it is open and its journal still the same file; never waits."""
        desk = self._open.get(name)
        return None if desk is None or desk.watch.is_replaced else desk

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
