"""What every request to the page passes first."""

import hmac
import secrets
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

COOKIE = "fractoscope_review"
LONGEST_BODY = 16 * 1024
HEADERS = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
HOSTS = {"127.0.0.1", "localhost"}

Next = Callable[[Request], Awaitable[Response]]


class PageGuard:
    """Lets in who holds the key that was printed at the start, under this computer's own name, from the page itself.

    Attributes
    ----------
    key
        Part of the printed address; it is swapped for a cookie once.
    """

    def __init__(self) -> None:
        self.key, self._cookie = secrets.token_urlsafe(24), secrets.token_urlsafe(24)

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Pass a request on, or refuse it."""
        response = await self._answer(request, call_next)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    async def _answer(self, request: Request, call_next: Next) -> Response:
        host = request.headers.get("host", "")
        if host.partition(":")[0] not in HOSTS:
            return PlainTextResponse("open the address that was printed", 403)
        if "key" in request.query_params:
            if not hmac.compare_digest(request.query_params["key"].encode(), self.key.encode()):
                return PlainTextResponse("this is not the key that was printed at the start; copy the whole address", 403)
            answer = RedirectResponse("/", 303)
            answer.set_cookie(COOKIE, self._cookie, httponly=True, samesite="strict")
            return answer
        if not hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self._cookie.encode()):
            return PlainTextResponse("open the whole address that was printed, with its key", 401)
        fault = "" if request.method in {"GET", "HEAD"} else _fault(request, host)
        return PlainTextResponse(fault, 403) if fault else await call_next(request)


def _fault(request: Request, host: str) -> str:
    """Return why something that changes is refused: a page of another site cannot send JSON with our origin."""
    json = request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"
    if request.headers.get("origin", "") != f"http://{host}" or not json:
        return "requests from another site's page are refused"
    length = request.headers.get("content-length", "")
    return "" if length.isdecimal() and int(length) <= LONGEST_BODY else f"a request may have {LONGEST_BODY} bytes"
