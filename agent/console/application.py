"""The console as a web application."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp

from fractoscope.agent.console.access import Guard, SignIn
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
        application.add_exception_handler(kind, _told(status))
    return Guard(application, hosts)


def _told(status: int) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def tell(_: Request, error: Exception) -> JSONResponse:
        fields = error.to_dict() if isinstance(error, SemError) else {}
        return JSONResponse({"detail": str(error), **fields}, status)

    return tell
