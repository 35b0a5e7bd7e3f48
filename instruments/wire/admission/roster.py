"""The connections of one port: how many there may be, and which one goes when another comes."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from fractoscope.instruments.wire.admission.activity import DEADLINES, DISPENSABLE, Activity

LIMIT = 128
"""Connections of one port. An agent and a console hold about ten; each costs a thread, so a flood costs 128 threads and no more."""


class Present(Protocol):
    """A connection as the roster sees it."""

    @property
    def doing(self) -> tuple[Activity, float]:
        """What it does, and since when (s of the clock)."""
        ...

    def close(self) -> None:
        """End it from any thread, at once."""
        ...


class Roster:
    """Keeps a port open to newcomers, however many connections are held idle.

    Parameters
    ----------
    now
        Seconds that never run backwards.
    limit
        Connections at a time.
    """

    def __init__(self, now: Callable[[], float], limit: int = LIMIT) -> None:
        self._now = now
        self._limit = limit
        self._guard = threading.Lock()
        self._present: list[Present] = []

    def admit(self, newcomer: Present) -> bool:
        """Enter a newcomer; if all places are taken, the one that is most dispensable goes. False if all others are being served."""
        with self._guard:
            leaving = first_to_go(self._present) if len(self._present) >= self._limit else None
            if leaving is None and len(self._present) >= self._limit:
                return False
            if leaving is not None:
                self._present.remove(leaving)
            self._present.append(newcomer)
        if leaving is not None:
            leaving.close()
        return True

    def leave(self, connection: Present) -> None:
        """Forget a connection; one that was made to go is forgotten already."""
        with self._guard:
            if connection in self._present:
                self._present.remove(connection)

    def close_overdue(self) -> None:
        """End what takes longer than `DEADLINES` allow; to be called some times a second."""
        now = self._now()
        for connection in self:
            activity, since = connection.doing
            if now - since > DEADLINES.get(activity, now - since):
                connection.close()

    def close_all(self) -> None:
        """End every connection."""
        for connection in self:
            connection.close()

    def __iter__(self) -> Iterator[Present]:
        with self._guard:
            return iter(list(self._present))

    def __len__(self) -> int:
        return len(self._present)


def first_to_go(present: Iterable[Present]) -> Present | None:
    """Return the connection that has done longest what is most dispensable, or None if every one is being served."""
    standing = [(connection, *connection.doing) for connection in present]
    for activities in DISPENSABLE:
        candidates = [(since, connection) for connection, activity, since in standing if activity in activities]
        if candidates:
            return min(candidates, key=lambda candidate: candidate[0])[1]
    return None
