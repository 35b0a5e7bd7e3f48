"""Signing in and out, and the page itself."""

import logging
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from fractoscope.agent.console.access.sign_in import COOKIE, LASTS, SignIn
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import FrozenValue

log = logging.getLogger(__name__)
router = APIRouter(tags=["signing in"])

_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}


class Password(FrozenValue):
    """A name and what proves it."""

    name: str = Field(max_length=64)
    password: str = Field(max_length=1024)


@router.get("/", response_class=Response)
def page(request: Request, key: Annotated[str | None, Query(max_length=200)] = None) -> Response:
    """Return the page; with the launch key sign in first, and take the key out of the address."""
    sign_in: SignIn = request.app.state.sign_in
    if key is not None:
        cookie = sign_in.by_key(key)
        if cookie is None:
            raise HTTPException(403, "this is not the key that the console printed at its start; copy the whole address")
        answer: Response = RedirectResponse("/", 303)
        _set(answer, cookie, request)
        return answer
    name = "console.html" if sign_in.visitor(request.cookies.get(COOKIE)) is not None else "sign-in.html"
    return Response(_file(name), media_type="text/html")


@router.get("/static/{name}", response_class=Response)
def static(name: str) -> Response:
    """Return a part of the page: one of the files that ship with it, and nothing else."""
    kind = _KINDS.get(name.rpartition(".")[2])
    if kind is None or name not in _NAMES:
        raise HTTPException(404, "no such part of the page")
    return Response(_file(name), media_type=kind)


@router.post("/api/sign-in", status_code=204)
def sign_in_by_password(request: Request, proof: Password) -> Response:
    """Sign in with a password."""
    sign_in: SignIn = request.app.state.sign_in
    try:
        cookie = sign_in.by_password(proof.name, proof.password)
    except BadFile:
        # Its text names a path, which is for whoever runs the console and not for a stranger.
        log.exception("nobody can sign in")
        raise HTTPException(409, "the file of users cannot be read; tell whoever runs this console") from None
    if cookie is None:
        raise HTTPException(403, "name or password is wrong, or too many were tried; wait a minute and try again")
    answer = Response(status_code=204)
    _set(answer, cookie, request)
    return answer


@router.post("/api/sign-out", status_code=204)
def sign_out(request: Request) -> Response:
    """Forget who is signed in here."""
    sign_in: SignIn = request.app.state.sign_in
    sign_in.forget(request.cookies.get(COOKIE))
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE)
    return answer


def _set(answer: Response, cookie: str, request: Request) -> None:
    answer.set_cookie(COOKIE, cookie, max_age=int(LASTS), httponly=True, samesite="strict", secure=request.url.scheme == "https")


_STATIC = files("fractoscope.agent.console").joinpath("static")
_NAMES = frozenset(part.name for part in _STATIC.iterdir())


def _file(name: str) -> bytes:
    return _STATIC.joinpath(name).read_bytes()
