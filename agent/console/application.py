"""The console as a web application."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp

from fractoscope.agent.console.access import Guard, SignIn
from fractoscope.agent.console.error_text import fault_text, text_within
from fractoscope.agent.console.no_such_session import NoSuchSession
from fractoscope.agent.console.routes import choosing, commanding, driving, live, reading, signing_in
from fractoscope.agent.console.session_desks import SessionDesks
from fractoscope.agent.journal import JournalTampered, RecordUnwritable
from fractoscope.agent.oversight import CommandRefused
from fractoscope.instruments.errors import BadFile, ConnectionLost, SemError

NO_LINK = 424
"""Status where the instrument cannot be reached: the request failed because another one did, the console itself is well."""


def make_application(desks: SessionDesks, sign_in: SignIn, hosts: Iterable[str]) -> ASGIApp:
    """Return the application.

    Parameters
    ----------
    desks
        The sessions; closed when the application ends.
    sign_in
        Who may come in.
    hosts
        Host names that it answers to.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desks.close()

    # Its generated pages of documentation load scripts from elsewhere.
    application = FastAPI(title="Fractoscope console", docs_url=None, redoc_url=None, lifespan=lifespan)
    application.state.desks = desks
    application.state.sign_in = sign_in
    for topic in (signing_in, choosing, reading, commanding, driving, live):
        application.include_router(topic.router)
    for kind, status in (
        (NoSuchSession, 404),
        (CommandRefused, 409),
        (JournalTampered, 409),
        (RecordUnwritable, 409),
        (BadFile, 409),
        (ConnectionLost, NO_LINK),
        (SemError, 409),
    ):
        application.add_exception_handler(kind, _told(status, desks.shelf.root))
    application.add_exception_handler(RequestValidationError, _not_understood)
    return Guard(application, hosts)


def _told(status: int, root: Path) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def tell(_: Request, error: Exception) -> JSONResponse:
        fields = error.to_dict() if isinstance(error, SemError) else {}
        said = {"detail": str(error), **fields}
        return JSONResponse({key: text_within(root, value) if isinstance(value, str) else value for key, value in said.items()}, status)

    return tell


async def _not_understood(_: Request, error: Exception) -> JSONResponse:
    """Tell what is wrong and where, without what was sent: that may be a password, or no text that can be sent back."""
    assert isinstance(error, RequestValidationError)
    return JSONResponse({"detail": [fault_text(fault) for fault in error.errors()]}, 422)
