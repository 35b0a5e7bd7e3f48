"""Signing in, as a browser meets it."""

import re
from pathlib import Path

import pytest

from fractoscope.agent.console.access.sign_in import COOKIE
from tests.agent.console.rig import Console, make_users


@pytest.fixture
def exposed(root: Path, tmp_path: Path):
    console = Console(root, users=make_users(tmp_path / "users.json"))
    yield console
    console.close()


def test_the_key_leaves_the_address_and_becomes_a_cookie_that_no_script_reads(console: Console):
    """Pins a key that stays in the browser's history, or a cookie that another site's page sends along."""
    answer = console.stranger().get("/", params={"key": console.sign_in.launch_key})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert console.sign_in.launch_key not in answer.text
    parts = [part.strip().lower() for part in answer.headers["set-cookie"].split(";")]
    assert parts[0].startswith(COOKIE)
    assert {"httponly", "samesite=strict", "path=/"} <= set(parts)
    assert console.sign_in.launch_key.lower() not in parts[0]


def test_over_tls_the_cookie_goes_over_tls_only(exposed: Console):
    """Pins a cookie that a browser sends in the clear to the same name."""
    for scheme, secure in (("https", True), ("http", False)):
        browser = exposed.stranger()
        browser.base_url = f"{scheme}://127.0.0.1"
        browser.headers["origin"] = f"{scheme}://127.0.0.1"
        answer = browser.post("/api/sign-in", json={"name": "anna", "password": "correct horse battery"})
        assert answer.status_code == 204
        assert ("secure" in answer.headers["set-cookie"].lower()) is secure


@pytest.mark.parametrize("key", ["", "x", "%00", "\ud7ff", "x" * 200])
def test_a_wrong_key_opens_nothing(console: Console, key: str):
    """Pins a console that opens for whoever sends any key."""
    stranger = console.stranger()
    assert stranger.get("/", params={"key": key}).status_code == 403
    assert stranger.get("/api/sessions").status_code == 401


def test_a_stranger_sees_the_sign_in_page_only(console: Console, ended: Path):
    """Pins a route that forgets to ask who is there."""
    stranger = console.stranger()
    assert "Sign in" in stranger.get("/").text
    for route in console.application._application.routes:
        path = getattr(route, "path", "")
        if not path.startswith("/api/sessions") or not getattr(route, "methods", None):
            continue
        address = re.sub(r"\{[a-z_]+\}", "1", path)
        for method in route.methods:
            answer = stranger.request(method, address, json={} if method == "POST" else None)
            assert answer.status_code == 401, (method, path)


def test_one_answer_for_every_wrong_sign_in(exposed: Console):
    """Pins an answer that tells which names exist."""
    answers = [
        exposed.stranger().post("/api/sign-in", json={"name": name, "password": "wrong wrong wrong"})
        for name in ("anna", "nobody", "", "../x")
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1


def test_signing_out_ends_the_cookie_on_both_sides(exposed: Console):
    """Pins a sign-out after which a copied cookie goes on working."""
    assert exposed.enter("guest") == 204
    cookie = exposed.browser.cookies[COOKIE]
    assert exposed.get("").status_code == 200
    assert exposed.browser.post("/api/sign-out", json={}).status_code == 204
    assert exposed.browser.get("/api/sessions", headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 401


def test_a_damaged_file_of_users_is_told_without_its_place(exposed: Console, tmp_path: Path):
    """Pins an error of the server, or a path, for a stranger."""
    (tmp_path / "users.json").write_text("{", "utf-8")
    answer = exposed.stranger().post("/api/sign-in", json={"name": "anna", "password": "correct horse battery"})
    assert answer.status_code == 409
    assert str(tmp_path) not in answer.text


def test_what_was_typed_is_not_sent_back(exposed: Console):
    """Pins a password that stands in the answer to a request which was not understood."""
    answer = exposed.stranger().post("/api/sign-in", json={"name": "anna", "pasword": "correct horse battery"})
    assert answer.status_code == 422
    assert "horse" not in answer.text


@pytest.mark.parametrize(
    "name", ["", "../serve_console.py", "%2e%2e%2fserve_console.py", "__init__.py", "console.html%00", "CON", "sign-in.html/", "x.js"]
)
def test_parts_of_the_page_are_those_that_ship_and_nothing_else(console: Console, name: str):
    """Pins a static route that reads the program's own files."""
    answer = console.stranger().get(f"/static/{name}")
    assert answer.status_code in {307, 404}
    assert "import" not in answer.text
