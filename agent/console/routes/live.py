"""The socket that tells a page what happens, as it happens. Pixels travel by address, so that they never queue before a stop."""

import asyncio
import json
import logging
from typing import Annotated, Any

from fastapi import APIRouter, Query, WebSocket, WebSocketDisconnect

from fractoscope.agent.console.access.sign_in import COOKIE, SignIn, Visitor
from fractoscope.agent.console.no_such_session import NoSuchSession
from fractoscope.agent.console.session_desk import SessionDesk
from fractoscope.agent.console.session_desks import SessionDesks
from fractoscope.agent.console.session_view import entry_view, standing_view
from fractoscope.agent.journal import JournalTampered

log = logging.getLogger(__name__)
router = APIRouter()

LOOK = 0.01
"""Seconds between two looks at whether the journal grew: a share of the 100 ms from a frame on disk to a frame on the screen."""

_STANDING = 0.25
_MOST = 200


@router.websocket("/api/sessions/{session}/live")
async def live(socket: WebSocket, session: str, after: Annotated[int, Query(ge=0, le=10**12)] = 0) -> None:
    """Send entries above `after`, each once and in order, and what stands, when it changes.

    A page that finds a gap in the entries' numbers reads them again by address.
    """
    sign_in: SignIn = socket.app.state.sign_in
    desks: SessionDesks = socket.app.state.desks
    cookie = socket.cookies.get(COOKIE)
    person = sign_in.visitor(cookie)
    if person is None:
        await socket.close(4401, "sign in first")
        return
    try:
        desk = await asyncio.to_thread(desks.desk, session)
    except (NoSuchSession, JournalTampered) as error:
        reason = "no such session" if isinstance(error, NoSuchSession) else "the journal cannot be read"
        await socket.close(4404, reason)
        return
    await socket.accept()
    listening = asyncio.create_task(_listen(socket, desk, person))
    try:
        await _tell(socket, desk, after, listening, lambda: sign_in.visitor(cookie) is not None)
    except WebSocketDisconnect:
        return
    except JournalTampered:
        log.exception("the session can be told no further")
        await socket.close(4409, "the journal cannot be read any more; open the session again")
    finally:
        listening.cancel()


async def _tell(socket: WebSocket, desk: SessionDesk, after: int, listening: "asyncio.Task[None]", is_known: Any) -> None:
    told, standing, looked = after, "", 0.0
    loop = asyncio.get_running_loop()
    while not listening.done():
        if desk.watch.has_grown:
            await asyncio.to_thread(desk.refresh)
        if desk.watch.head > told:
            entries = await asyncio.to_thread(desk.watch.entries, told, _MOST)
            told = entries[-1].number if entries else told
            await socket.send_json({"kind": "entries", "entries": [entry_view(entry) for entry in entries]})
        if loop.time() - looked >= _STANDING:
            looked = loop.time()
            if desk.watch.is_replaced:
                await socket.close(4409, "the journal was replaced; open the session again")
                return
            if not is_known():
                await socket.close(4401, "sign in again")
                return
            now = await asyncio.to_thread(standing_view, desk)
            text = json.dumps({"kind": "standing", **now})
            if text != standing:
                standing = text
                await socket.send_text(text)
        await asyncio.sleep(LOOK)


async def _listen(socket: WebSocket, desk: SessionDesk, person: Visitor) -> None:
    """Take signs of life; a page that says anything else is not ours and is cut off."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if message.get("text") != "here":
            await socket.close(1008, "not understood")
            return
        if desk.instrument is not None:
            desk.instrument.lease.seen(person.name)
