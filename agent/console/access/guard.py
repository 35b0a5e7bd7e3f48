"""What every request passes before anything looks at it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

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


class _TooLong(Exception):
    """A body without a declared length turned out longer than `LONGEST_BODY`."""


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
        try:
            await self._application(scope, _bounded(receive) if scope["type"] == "http" else receive, _with_headers(send))
        except _TooLong:
            await _refuse(scope, receive, send, f"a request may have {LONGEST_BODY} bytes")

    def _fault(self, scope: Scope, headers: Headers) -> str | None:
        """Return why a request is refused, or None."""
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return "this console does not answer to that host name; use the address that it printed, or start it with --host"
        method = scope.get("method", "GET")
        if scope["type"] == "websocket" or method not in _SAFE:
            origin = headers.get("origin", "")
            if urlsplit(origin).netloc != host:
                return "requests from another site's page are refused; open the console's own page"
        if scope["type"] == "http" and method not in _SAFE:
            if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
                return "commands are JSON"
            length = headers.get("content-length", "0")
            if not length.isascii() or not length.isdigit() or int(length) > LONGEST_BODY:
                return f"a request may have {LONGEST_BODY} bytes"
        return None


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


async def _refuse(scope: Scope, receive: Receive, send: Send, reason: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4403, "reason": reason})
        return
    await PlainTextResponse(reason + "\n", 403)(scope, receive, _with_headers(send))


def _bounded(receive: Receive) -> Receive:
    total = 0

    async def receive_bounded() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > LONGEST_BODY:
            raise _TooLong
        return message

    return receive_bounded


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
