"""The file of users."""

import json
import os
import stat
import threading
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from fractoscope.agent.console.access import UserRole, Users
from fractoscope.instruments.errors import BadFile
from tests.agent.console.rig import PASSWORD


@pytest.fixture
def file(tmp_path: Path):
    return tmp_path / "users.json"


@pytest.fixture
def users(file: Path):
    users = Users(file)
    users.add("anna", UserRole.OPERATOR, PASSWORD)
    return users


def test_a_password_is_kept_as_an_argon2id_hash_only(users: Users, file: Path):
    """Pins a password that lies in a file, or a hash that a graphics card guesses in an hour."""
    text = file.read_text("utf-8")
    assert PASSWORD not in text
    assert json.loads(text)["anna"]["password"].startswith("$argon2id$")
    assert users.role_of("anna", PASSWORD) is UserRole.OPERATOR


def test_the_usual_work_is_what_is_recommended():
    """Pins a library whose defaults fall below OWASP's 19 MiB and two passes, unnoticed."""
    hasher = PasswordHasher()
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.time_cost >= 2


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_only_its_owner_reads_the_file(users: Users, file: Path):
    """Pins hashes that everybody on the computer may take home."""
    file.chmod(0o644)
    users.add("bert", UserRole.VIEWER, PASSWORD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "wrong wrong wrong"), ("anna", ""), ("bert", PASSWORD), ("", ""), ("ANNA", PASSWORD)]
)
def test_whoever_does_not_know_it_has_no_role(users: Users, name: str, password: str):
    """Pins a comparison that an empty or unknown name passes."""
    assert users.role_of(name, password) is None


def test_a_name_that_is_not_there_costs_the_same_work(users: Users, monkeypatch: pytest.MonkeyPatch):
    """Pins an answer that comes at once for unknown names, and so tells which ones exist."""
    hashed: list[str] = []
    verify = users._hasher.verify
    monkeypatch.setattr(
        type(users._hasher), "verify", lambda self, kept, given: (hashed.append(kept.rsplit("$", 2)[0]), verify(kept, given))[1]
    )
    users.role_of("anna", "wrong wrong wrong")
    users.role_of("nobody here", "wrong wrong wrong")
    assert len(hashed) == 2
    assert hashed[0] == hashed[1]


@pytest.mark.parametrize("name", ["", "Anna", "anna\n", "../anna", "a b", "anna:x", "ännä", "1anna", "a" * 33])
def test_a_name_that_could_be_something_else_is_refused(users: Users, file: Path, name: str):
    """Pins a name with a path, a line break or a separator in it."""
    before = file.read_bytes()
    with pytest.raises(ValueError, match="user name"):
        users.add(name, UserRole.VIEWER, PASSWORD)
    assert file.read_bytes() == before


def test_a_short_password_is_refused(users: Users):
    """Pins an exposed microscope behind 1234."""
    with pytest.raises(ValueError, match="at least 12"):
        users.add("bert", UserRole.VIEWER, "12345678901")


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", '"x"', '{"anna": {"role": "root", "password": "x"}}', '{"anna": "operator"}', "\xff"]
)
def test_a_damaged_file_is_told_and_stays_as_it_is(users: Users, file: Path, text: str):
    """Pins a typing error in the file that lets everybody in, or loses all users at the next addition."""
    file.write_bytes(text.encode("latin-1"))
    for call in (lambda: users.role_of("anna", PASSWORD), lambda: users.add("bert", UserRole.VIEWER, PASSWORD), users.require_readable):
        with pytest.raises(BadFile, match="console-user"):
            call()
    assert file.read_bytes() == text.encode("latin-1")


def test_a_damaged_hash_is_a_wrong_password(users: Users, file: Path):
    """Pins an unhandled error of the hash library."""
    file.write_text(file.read_text("utf-8").replace("$argon2id$", "$argon9$"), "utf-8")
    assert users.role_of("anna", PASSWORD) is None


def test_users_added_at_the_same_moment_are_all_there(file: Path):
    """Pins the last writer who takes the others' users with him."""
    threads = [threading.Thread(target=Users(file).add, args=(f"user{number}", UserRole.VIEWER, PASSWORD)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(json.loads(file.read_text("utf-8"))) == {f"user{number}" for number in range(4)}


def test_a_change_of_the_file_counts_at_once(users: Users, file: Path):
    """Pins a user who was thrown out and is let in until the console is started anew."""
    assert users.user("anna") is not None
    file.write_text("{}", "utf-8")
    assert users.user("anna") is None
    file.unlink()
    with pytest.raises(BadFile):
        users.user("anna")
