"""Hosts, origins, content types and lengths, before anything looks at a request."""

from typing import Any

import pytest

from fractoscope.agent.console.access.guard import LONGEST_BODY, Guard

HOST = "127.0.0.1:8765"
ORIGIN = f"http://{HOST}"
JSON = "application/json"


class Application:
    """Notes what gets through."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.bodies.append((await receive())["body"] if scope["type"] == "http" else b"")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def inside():
    return Application()


async def ask(
    inside: Application,
    method: str = "POST",
    *,
    host: Any = HOST,
    origin: Any = ORIGIN,
    kind: str = JSON,
    parts: tuple[bytes, ...] = (b"{}",),
    more: Any = (),
    scheme: str = "http",
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "::1", "sem-pc.lab"),
):
    """Return status and headers."""
    fields = [("content-type", kind), *more]
    for name, values in (("host", host), ("origin", origin)):
        fields += [(name, value) for value in ([] if values is None else [values] if isinstance(values, str) else values)]
    messages = [{"type": "http.request", "body": part, "more_body": index < len(parts) - 1} for index, part in enumerate(parts)]
    sent: list[Any] = []

    async def receive():
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any):
        sent.append(message)

    headers = [(name.encode(), value.encode("latin-1")) for name, value in fields]
    scope = {"type": "http", "method": method, "scheme": scheme, "headers": headers, "path": "/"}
    await Guard(inside, hosts)(scope, receive, send)
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("host", [HOST, "127.0.0.1", "LOCALHOST:1", "localhost", "[::1]:8765", "[::1]", "Sem-PC.lab:443"])
async def test_the_consoles_own_names_are_answered(inside: Application, host: str):
    """Pins a console that refuses its own address because of a port, an IPv6 bracket or a capital."""
    assert (await ask(inside, "GET", host=host))[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        None, "", " ", ":8765", "evil.test", "evil.test:8765", "127.0.0.1.evil.test", "127.0.0.1.", "localhost.", "[::1", "[::1]x", "::1",
        "[::2]", "0.0.0.0", "127.0.0.1:port", "127.0.0.1:8765:8765", "evil@127.0.0.1", "127.0.0.1/evil", "127.0.0.1#", "127.0.0.1\\evil",
        "127.0.0.1%00", "127.0.0.1\n", "１２７.0.0.1".encode().decode("latin-1"), "0x7f000001",
        "2130706433", "a" * 5000, [HOST, "evil.test"],
    ],
)  # fmt: skip
async def test_any_other_name_is_refused(inside: Application, host: Any):
    """Pins DNS rebinding: a name of somebody else's that suddenly resolves to this computer."""
    assert (await ask(inside, "GET", host=host))[0] == 403
    assert inside.bodies == []


@pytest.mark.parametrize(
    "origin",
    [
        None, "", "null", "http://evil.test", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost:8765", f"https://{HOST}",
        f"ftp://{HOST}", HOST, f"http://evil@{HOST}", f"{ORIGIN}/", f"{ORIGIN}.evil.test", "http://[", "http://[::1", "*", [ORIGIN, ORIGIN],
        f"{ORIGIN} http://evil.test",
    ],
)  # fmt: skip
async def test_a_command_from_another_sites_page_is_refused(inside: Application, origin: Any):
    """Pins a form or a script of a foreign page that commands through its visitor's cookie, and an origin that no parser takes."""
    assert (await ask(inside, origin=origin))[0] == 403
    assert inside.bodies == []


async def test_the_own_page_may_command(inside: Application):
    """Pins a guard that refuses everything."""
    assert (await ask(inside))[0] == 200
    assert (await ask(inside, host="[::1]:8765", origin="http://[::1]:8765"))[0] == 200
    assert (await ask(inside, host="sem-pc.lab", origin="https://sem-pc.lab", scheme="https"))[0] == 200
    assert inside.bodies == [b"{}"] * 3


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "post", "X"])
async def test_whatever_is_not_a_look_needs_an_origin(inside: Application, method: str):
    """Pins a verb that the guard did not think of."""
    assert (await ask(inside, method, origin=None))[0] == 403


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"]
)
async def test_a_form_is_no_command(inside: Application, kind: str):
    """Pins what a foreign page's form can send without asking its browser."""
    assert (await ask(inside, kind=kind))[0] == 403


@pytest.mark.parametrize("kind", [JSON, "Application/JSON", "application/json; charset=utf-8"])
async def test_json_is_a_command(inside: Application, kind: str):
    """Pins a guard that is stricter than the standard."""
    assert (await ask(inside, kind=kind))[0] == 200


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "9" * 5000, str(LONGEST_BODY + 1), "", "0x10"])
async def test_a_length_that_is_none_or_too_long_is_refused(inside: Application, length: str):
    """Pins a number of five thousand digits that Python will not convert."""
    value = length if length.isascii() else length.encode().decode("latin-1")
    assert (await ask(inside, more=[("content-length", value)]))[0] == 403


async def test_a_body_in_pieces_is_counted(inside: Application):
    """Pins a chunked request without a declared length, or with an untrue one, that fills the memory."""
    pieces = (b"x" * 1024,) * (LONGEST_BODY // 1024)
    assert (await ask(inside, parts=pieces))[0] == 200
    assert (await ask(inside, parts=(*pieces, b"x")))[0] == 403
    assert (await ask(inside, parts=(*pieces, b"x"), more=[("content-length", "2")]))[0] == 403
    assert inside.bodies == [b"".join(pieces)]


async def test_a_request_that_breaks_off_is_not_carried_out(inside: Application):
    """Pins half a command that happens to be a whole one."""
    sent: list[Any] = []
    messages = [{"type": "http.request", "body": b"{}", "more_body": True}, {"type": "http.disconnect"}]

    async def receive():
        return messages.pop(0)

    async def send(message: Any):
        sent.append(message)

    headers = [(b"host", HOST.encode()), (b"origin", ORIGIN.encode()), (b"content-type", JSON.encode())]
    await Guard(inside, ["127.0.0.1"])({"type": "http", "method": "POST", "scheme": "http", "headers": headers, "path": "/"}, receive, send)
    assert inside.bodies == []


async def test_every_answer_keeps_to_itself(inside: Application):
    """Pins an answer, or a refusal, that another site may frame, read or keep."""
    for changes in ({}, {"host": "evil.test"}):
        _, headers = await ask(inside, **changes)
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
