"""The file of users of an exposed console."""

import json
import re
import threading
from enum import StrEnum
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from filelock import FileLock
from pydantic import ValidationError

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import FrozenValue

_NAME = re.compile(r"[a-z][a-z0-9_.-]{0,31}")
SHORTEST = 12
"""Characters of the shortest password: NIST SP 800-63B-4 asks for 15 without a second factor and allows 8 with one; the lab's network
is a factor of a kind."""

_AT_ONCE = 2


class UserRole(StrEnum):
    """What a user may do: a viewer looks and stops, an operator commands."""

    VIEWER = "viewer"
    OPERATOR = "operator"


class User(FrozenValue):
    """One person: the password is kept as an argon2id hash only."""

    role: UserRole
    password: str


class Users:
    """Reads the file again whenever it has changed, so that a user who is removed is out at once.

    Parameters
    ----------
    path
        JSON: names with role and hash.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hasher = PasswordHasher()
        # Each takes 64 MB while it works: guessing must not take the memory either.
        self._hashing = threading.Semaphore(_AT_ONCE)
        self._known: tuple[tuple[int, int, int], dict[str, User]] | None = None
        # Verified in place of an unknown user's, so that time does not tell which names exist.
        self._nobody = self._hasher.hash("nobody has this password")

    def add(self, name: str, role: UserRole, password: str) -> None:
        """Add a user, or give a known one another role and password.

        Raises
        ------
        ValueError
            If the name or the password is not accepted.
        BadFile
            If the file is damaged; it stays as it is.
        """
        if not _NAME.fullmatch(name):
            raise ValueError(f"user name {name!r}: give a small letter, then up to 31 small letters, digits, _ . or -")
        if len(password) < SHORTEST:
            raise ValueError(f"the password has {len(password)} characters; give at least {SHORTEST}")
        with FileLock(f"{self._path}.lock"):
            users = self._read() if self._path.exists() else {}
            users[name] = User(role=role, password=self._hasher.hash(password))
            partial = self._path.with_name(f"{self._path.name}.partial")
            partial.unlink(missing_ok=True)
            partial.touch(mode=0o600)
            partial.write_text(json.dumps({key: value.model_dump(mode="json") for key, value in users.items()}, indent=2), encoding="utf-8")
            partial.replace(self._path)

    def require_readable(self) -> None:
        """Raise `BadFile` if the file cannot be read."""
        self._read()

    def role_of(self, name: str, password: str) -> UserRole | None:
        """Return the role of a user who knows his password, else None; takes about as long in every case.

        Raises
        ------
        BadFile
            If the file cannot be read.
        """
        user = self.user(name)
        try:
            with self._hashing:
                self._hasher.verify(user.password if user is not None else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        return user.role if user is not None else None

    def user(self, name: str) -> User | None:
        """Return a user as the file has him now, or None; raises `BadFile` as `role_of` does."""
        try:
            found = self._path.stat()
        except OSError:
            return self._read().get(name)
        state = (found.st_mtime_ns, found.st_size, found.st_ino)
        known = self._known
        if known is None or known[0] != state:
            known = self._known = (state, self._read())
        return known[1].get(name)

    def _read(self) -> dict[str, User]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): User.model_validate(value) for name, value in found.items()}
        except (OSError, ValueError, ValidationError, AttributeError) as error:
            remedy = "make it with `fractoscope console-user NAME --role operator`"
            raise BadFile(path=str(self._path), reason=f"is no file of users ({type(error).__name__})", remedy=remedy) from error
