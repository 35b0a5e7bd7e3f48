"""What every request passes before anything looks at it."""

import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_BODY = 64 * 1024
"""Bytes of the longest request: commands are some hundred bytes."""

_POLICY = "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_SAFE = {"GET", "HEAD"}
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
_SCHEMES = {"ws": "http", "wss": "https"}


class Guard:
    """Host, origin, content type and length; and the headers that keep a page to itself.

    A page of another site could otherwise reach a console on this computer through its user's browser: by a form or a script (refused by
    origin and content type), or by a name that its server suddenly resolves to this computer (refused by host).

    Parameters
    ----------
    application
        What stands behind.
    hosts
        Names, without port, under which the console may be asked for.
    """

    def __init__(self, application: ASGIApp, hosts: Iterable[str]) -> None:
        self._application = application
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._application(scope, receive, send)
            return
        reason = self._fault(scope, Headers(scope=scope))
        if reason is not None:
            await _refuse(scope, receive, send, reason)
            return
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            # Taken in here, before anybody is at work on it: a length need not be declared, and need not be true.
            body = await _body(receive)
            if body is None:
                await _refuse(scope, receive, send, f"a request may have {LONGEST_BODY} bytes")
                return
            receive = _after(body, receive)
        await self._application(scope, receive, _with_headers(send))

    def _fault(self, scope: Scope, headers: Headers) -> str | None:
        """Return why a request is refused, or None."""
        host, *more = headers.getlist("host") or [""]
        if more or _name(host) not in self._hosts:
            return "this console does not answer to that host name; use the address that it printed, or start it with --host"
        method = scope.get("method", "GET")
        if scope["type"] == "websocket" or method not in _SAFE:
            scheme = scope.get("scheme", "http")
            own = f"{_SCHEMES.get(scheme, scheme)}://{host}".lower()
            if [origin.lower() for origin in headers.getlist("origin")] != [own]:
                return "requests from another site's page are refused; open the console's own page"
        if scope["type"] == "http" and method not in _SAFE:
            if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
                return "commands are JSON"
            length = headers.get("content-length", "0")
            if re.fullmatch(r"[0-9]{1,9}", length, re.ASCII) is None or int(length) > LONGEST_BODY:
                return f"a request may have {LONGEST_BODY} bytes"
        return None


def _name(host: str) -> str:
    """Return a host without its port, or "" for what is no host: a browser sends nothing else."""
    found = _HOST.fullmatch(host)
    return "" if found is None else found[1].strip("[]").lower()


async def _refuse(scope: Scope, receive: Receive, send: Send, reason: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4403, "reason": reason})
        return
    await PlainTextResponse(reason + "\n", 403)(scope, receive, _with_headers(send))


async def _body(receive: Receive) -> bytes | None:
    """Return what a request carries, or None if it is too long or breaks off."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if message["type"] != "http.request" or len(body) > LONGEST_BODY:
            return None
    return body


def _after(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_after() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_after


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
