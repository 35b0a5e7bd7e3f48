"""From a password or a launch key to a cookie, and from a cookie to a person."""

import logging
import secrets
import threading
from dataclasses import dataclass

from fractoscope.agent.console.access.users import User, UserRole, Users
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.protocols import Clock

log = logging.getLogger(__name__)

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
        self._known: dict[str, tuple[Visitor, float, User | None]] = {}
        self._tries: list[float] = []
        self.launch_key = None if users is not None else secrets.token_urlsafe(24)

    def by_key(self, key: str) -> str | None:
        """Return a cookie for whoever knows the launch key, else None."""
        if self.launch_key is None or not secrets.compare_digest(key.encode(), self.launch_key.encode()):
            return None
        return self._remember(Visitor(self._owner, UserRole.OPERATOR), None)

    def by_password(self, name: str, password: str) -> str | None:
        """Return a cookie for a user who knows his password, else None; also None while too many wrong ones came in.

        Raises
        ------
        BadFile
            If the file of users cannot be read.
        """
        if self._users is None or not self._may_try():
            return None
        role = self._users.role_of(name, password)
        if role is None:
            return None
        with self._guard:
            self._tries.pop()
        return self._remember(Visitor(name, role), self._users.user(name))

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Return who holds a cookie, or None: also for a user who was removed, or got another role or password, since he signed in."""
        known = self._known.get(cookie or "")
        if known is None or self._clock.monotonic() > known[1] or not self._is_current(known[0].name, known[2]):
            return None
        return known[0]

    def forget(self, cookie: str | None) -> None:
        """Sign somebody out."""
        with self._guard:
            self._known.pop(cookie or "", None)

    def _is_current(self, name: str, user: User | None) -> bool:
        if self._users is None:
            return True
        try:
            return user is not None and self._users.user(name) == user
        except BadFile:
            # Nobody can say who may come in, so nobody may; whoever can mend the file reads it here.
            log.exception("nobody is let in")
            return False

    def _remember(self, visitor: Visitor, user: User | None) -> str:
        cookie = secrets.token_urlsafe(32)
        with self._guard:
            self._known[cookie] = (visitor, self._clock.monotonic() + LASTS, user)
            while len(self._known) > MOST:
                del self._known[next(iter(self._known))]
        return cookie

    def _may_try(self) -> bool:
        """Count a try before it is made, so that many at once are no more than many one after another."""
        now = self._clock.monotonic()
        with self._guard:
            self._tries = [time for time in self._tries if now - time < _WINDOW]
            if len(self._tries) >= _TRIES:
                return False
            self._tries.append(now)
            return True
