"""From a password or a launch key to a cookie, and from a cookie to a person."""

import secrets
import threading
from dataclasses import dataclass

from fractoscope.agent.console.access.users import UserRole, Users
from fractoscope.instruments.protocols import Clock

COOKIE = "fractoscope_console"
LASTS = 12 * 3600.0
"""Seconds after which a person signs in again: a long shift."""

MOST = 200
"""People signed in at a time; the one who came first goes."""

_TRIES, _WINDOW = 10, 60.0
"""Wrong passwords a minute, of all people together, after which everybody waits: argon2 is slow on purpose, and a server must not be
kept busy by guessing."""


@dataclass(frozen=True)
class Visitor:
    """A person at a page.

    Attributes
    ----------
    name, role
        Who it is and what he may do.
    """

    name: str
    role: UserRole

    @property
    def may_command(self) -> bool:
        """True for an operator."""
        return self.role is UserRole.OPERATOR


class SignIn:
    """Knows who is signed in; forgets when the console ends.

    Parameters
    ----------
    users
        The file of users, or None for a console that only this computer's user can reach.
    owner
        Name of this computer's user, for a console without a file of users.
    clock
        Measures how long a cookie lasts.

    Attributes
    ----------
    launch_key
        Part of the address that is printed at the start: other people on the same computer do not see it. None with a file of users.
    """

    def __init__(self, users: Users | None, owner: str, clock: Clock) -> None:
        self._users = users
        self._owner = owner
        self._clock = clock
        self._guard = threading.Lock()
        self._known: dict[str, tuple[Visitor, float]] = {}
        self._failures: list[float] = []
        self.launch_key = None if users is not None else secrets.token_urlsafe(24)

    def by_key(self, key: str) -> str | None:
        """Return a cookie for whoever knows the launch key, else None."""
        if self.launch_key is None or not secrets.compare_digest(key.encode(), self.launch_key.encode()):
            return None
        return self._remember(Visitor(self._owner, UserRole.OPERATOR))

    def by_password(self, name: str, password: str) -> str | None:
        """Return a cookie for a user who knows his password, else None; also None while too many wrong ones came in.

        Raises
        ------
        BadFile
            If the file of users cannot be read.
        """
        if self._users is None or self._is_besieged():
            return None
        role = self._users.role_of(name, password)
        if role is None:
            with self._guard:
                self._failures.append(self._clock.monotonic())
            return None
        return self._remember(Visitor(name, role))

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Return who holds a cookie, or None."""
        known = self._known.get(cookie or "")
        if known is None or self._clock.monotonic() > known[1]:
            return None
        return known[0]

    def forget(self, cookie: str | None) -> None:
        """Sign somebody out."""
        with self._guard:
            self._known.pop(cookie or "", None)

    def _remember(self, visitor: Visitor) -> str:
        cookie = secrets.token_urlsafe(32)
        with self._guard:
            self._known[cookie] = (visitor, self._clock.monotonic() + LASTS)
            while len(self._known) > MOST:
                del self._known[next(iter(self._known))]
        return cookie

    def _is_besieged(self) -> bool:
        now = self._clock.monotonic()
        with self._guard:
            self._failures = [time for time in self._failures if now - time < _WINDOW]
            return len(self._failures) >= _TRIES
