"""The file of users of an exposed console."""

import json
import re
from enum import StrEnum
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from filelock import FileLock
from pydantic import ValidationError

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import FrozenValue

_NAME = re.compile(r"^[a-z][a-z0-9_.-]{0,31}$")
SHORTEST = 12
"""Characters of the shortest password: NIST SP 800-63B-4 asks for 15 without a second factor and allows 8 with one; the lab's network
is a factor of a kind."""


class UserRole(StrEnum):
    """What a user may do: a viewer looks and stops, an operator commands."""

    VIEWER = "viewer"
    OPERATOR = "operator"


class User(FrozenValue):
    """One person: the password is kept as an argon2id hash only."""

    role: UserRole
    password: str


class Users:
    """Reads the file at every sign-in, so that a user who is removed cannot sign in again.

    Parameters
    ----------
    path
        JSON: names with role and hash.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hasher = PasswordHasher()
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
        if not _NAME.match(name):
            raise ValueError(f"user name {name!r}: give a small letter, then up to 31 small letters, digits, _ . or -")
        if len(password) < SHORTEST:
            raise ValueError(f"the password has {len(password)} characters; give at least {SHORTEST}")
        with FileLock(f"{self._path}.lock"):
            users = self._read() if self._path.exists() else {}
            users[name] = User(role=role, password=self._hasher.hash(password))
            partial = self._path.with_name(f"{self._path.name}.partial")
            partial.touch(mode=0o600)
            partial.write_text(json.dumps({key: value.model_dump(mode="json") for key, value in users.items()}, indent=2), encoding="utf-8")
            partial.replace(self._path)

    def role_of(self, name: str, password: str) -> UserRole | None:
        """Return the role of a user who knows his password, else None; takes about as long in every case.

        Raises
        ------
        BadFile
            If the file cannot be read.
        """
        user = self._read().get(name)
        try:
            self._hasher.verify(user.password if user is not None else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        return user.role if user is not None else None

    def _read(self) -> dict[str, User]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): User.model_validate(value) for name, value in found.items()}
        except (OSError, ValueError, ValidationError, AttributeError) as error:
            remedy = "make it with `fractoscope console-user NAME --role operator`"
            raise BadFile(path=str(self._path), reason=f"is no file of users ({type(error).__name__})", remedy=remedy) from error
