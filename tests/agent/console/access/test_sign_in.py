"""From a password or a launch key to a cookie."""

import json
import threading
from pathlib import Path

import pytest

from fractoscope.agent.console.access import SignIn, UserRole
from fractoscope.agent.console.access.sign_in import LASTS, MOST
from tests.agent.console.rig import PASSWORD, make_users
from tests.instruments.scripted_adapter import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def file(tmp_path: Path):
    return tmp_path / "users.json"


@pytest.fixture
def exposed(file: Path, clock: FakeClock):
    return SignIn(make_users(file), "owner", clock)


@pytest.fixture
def local(clock: FakeClock):
    return SignIn(None, "owner", clock)


def test_the_launch_key_makes_an_operator_and_a_wrong_one_nobody(local: SignIn):
    """Pins a console that another user of the same computer can open."""
    visitor = local.visitor(local.by_key(local.launch_key or ""))
    assert visitor is not None
    assert (visitor.name, visitor.may_command) == ("owner", True)
    for wrong in ("", "x", (local.launch_key or "")[:-1], "ключ"):
        assert local.by_key(wrong) is None
    assert local.by_password("owner", PASSWORD) is None


def test_a_console_with_users_has_no_launch_key(exposed: SignIn):
    """Pins a second way in, past the passwords."""
    assert exposed.launch_key is None
    assert exposed.by_key("") is None
    assert exposed.by_key("None") is None


def test_a_password_makes_a_visitor_of_that_role(exposed: SignIn):
    """Pins a viewer who commands."""
    guest = exposed.visitor(exposed.by_password("guest", PASSWORD))
    assert guest is not None
    assert (guest.name, guest.role, guest.may_command) == ("guest", UserRole.VIEWER, False)
    assert exposed.by_password("guest", "wrong wrong wrong") is None


@pytest.mark.parametrize("cookie", [None, "", "x", "a" * 43])
def test_a_cookie_that_was_not_given_is_nobodys(exposed: SignIn, cookie: str | None):
    """Pins a look-up that takes an empty cookie for somebody."""
    assert exposed.visitor(cookie) is None


def test_a_cookie_lasts_a_shift_and_ends_with_signing_out(exposed: SignIn, clock: FakeClock):
    """Pins a browser that commands for ever, and a sign-out that only the browser knows of."""
    first, second = exposed.by_password("anna", PASSWORD), exposed.by_password("anna", PASSWORD)
    assert first != second
    exposed.forget(first)
    assert exposed.visitor(first) is None
    clock.advance(LASTS - 1)
    assert exposed.visitor(second) is not None
    clock.advance(2)
    assert exposed.visitor(second) is None


@pytest.mark.parametrize("change", ["removed", "demoted", "password", "damaged", "gone"])
def test_a_user_who_is_changed_or_removed_is_out_at_once(exposed: SignIn, file: Path, change: str):
    """Pins a stolen password that goes on working for a shift after it was changed."""
    cookie, guest = exposed.by_password("anna", PASSWORD), exposed.by_password("guest", PASSWORD)
    found = json.loads(file.read_text("utf-8"))
    if change == "removed":
        del found["anna"]
    elif change == "demoted":
        found["anna"]["role"] = "viewer"
    elif change == "password":
        found["anna"]["password"] += "x"
    file.write_text("{" if change == "damaged" else json.dumps(found, indent=1), "utf-8")
    if change == "gone":
        file.unlink()
    assert exposed.visitor(cookie) is None
    # Nobody can say who a damaged file means to let in.
    assert (exposed.visitor(guest) is None) == (change in {"damaged", "gone"})


def test_guessing_is_ten_tries_a_minute_and_those_who_are_in_stay_in(exposed: SignIn, clock: FakeClock):
    """Pins a password that can be guessed at the speed of the computer, and a siege that throws the operators out."""
    inside = exposed.by_password("anna", PASSWORD)
    for number in range(10):
        assert exposed.by_password("anna", f"wrong password {number}") is None
    assert exposed.by_password("anna", PASSWORD) is None
    assert exposed.visitor(inside) is not None
    clock.advance(61)
    assert exposed.by_password("anna", PASSWORD) is not None


def test_a_hundred_guesses_at_once_are_not_more_than_ten(exposed: SignIn, monkeypatch: pytest.MonkeyPatch):
    """Pins guesses that are counted only after each has taken its time and its 64 MB."""
    hashed: list[str] = []
    begun = threading.Event()

    def role_of(name: str, password: str):
        hashed.append(password)
        begun.wait(5)

    monkeypatch.setattr(exposed._users, "role_of", role_of)
    threads = [threading.Thread(target=exposed.by_password, args=("anna", f"wrong password {number}")) for number in range(100)]
    for thread in threads:
        thread.start()
    begun.set()
    for thread in threads:
        thread.join()
    assert len(hashed) == 10


def test_right_passwords_are_no_siege(exposed: SignIn):
    """Pins a lab of twelve people who sign in at eight in the morning."""
    assert all(exposed.by_password("guest", PASSWORD) is not None for _ in range(12))


def test_the_oldest_of_many_cookies_goes(local: SignIn):
    """Pins memory that grows with each sign-in."""
    cookies = [local.by_key(local.launch_key or "") for _ in range(MOST + 1)]
    assert local.visitor(cookies[0]) is None
    assert local.visitor(cookies[1]) is not None
    assert local.visitor(cookies[-1]) is not None
