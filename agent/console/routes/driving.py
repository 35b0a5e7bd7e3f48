"""Straight to the instrument: stop, take control, drive, hand back."""

import asyncio
import hashlib
import logging
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response
from fastapi import Path as InPath
from pydantic import Field

from fractoscope.agent.console.access.sign_in import Visitor
from fractoscope.agent.console.frame_pictures import WIDEST, jpeg
from fractoscope.agent.console.instrument_desk import InstrumentDesk
from fractoscope.agent.console.routes.commanding import Token
from fractoscope.agent.console.routes.request_parts import AnOperator, SomeVisitor, TheDesk, TheStoppingDesk
from fractoscope.agent.console.session_desk import SessionDesk
from fractoscope.agent.journal import JournalTampered, RecordUnwritable, canonical_json
from fractoscope.agent.oversight import CommandRefused, OperatorCommand
from fractoscope.agent.oversight.operator_command import Drive, HandBack, Stop, TakeControl, TakeFrame
from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import Action, FrozenValue

log = logging.getLogger(__name__)
router = APIRouter(prefix="/api/sessions/{session}/instrument", tags=["driving"])


class Click(FrozenValue):
    """A click, with a token of its own."""

    token: Token
    note: str = Field(default="", max_length=200)


class Driven(FrozenValue):
    """An action for the instrument."""

    token: Token
    action: Action


@router.post("/stop")
async def stop(desk: TheStoppingDesk, person: SomeVisitor, click: Click) -> dict[str, Any]:
    """Stop the instrument, whoever asks; then write it down."""
    instrument = _instrument(desk)
    # Not in the pool of threads that other requests fill; and once asked for, not called off because whoever asked has gone.
    report = await asyncio.shield(asyncio.wrap_future(instrument.begin_stop()))
    said = report.model_dump_json()
    await asyncio.to_thread(_record, desk, person, click.token, Stop(outcome=said[:1000]))
    return report.model_dump(mode="json")


@router.post("/take")
def take(desk: TheDesk, person: AnOperator, click: Click) -> dict[str, Any]:
    """Take the lease for an operator; the agent waits until it is handed back."""
    lease = _instrument(desk).lease.take(person.name, click.note or "drives at the console")
    _record(desk, person, click.token, TakeControl(fence=lease.fence))
    return lease.model_dump(mode="json")


@router.post("/hand-back")
def hand_back(desk: TheDesk, person: AnOperator, click: Click) -> dict[str, Any]:
    """Give the lease back."""
    lease = _instrument(desk).lease.release(person.name)
    _record(desk, person, click.token, HandBack(fence=lease.fence))
    return lease.model_dump(mode="json")


@router.post("/drive")
def drive(desk: TheDesk, person: AnOperator, driven: Driven) -> dict[str, Any]:
    """Start an action under the operator's lease and limits; the same token again acts no second time."""
    action_id = hand_action_id(desk.watch.folder.path.name, person.name, driven.token)
    operation = _instrument(desk).drive(driven.action, action_id, person.name)
    _record(desk, person, driven.token, Drive(action=driven.action.model_dump_json()[:2000], outcome=f"{operation.phase} as {action_id}"))
    return operation.model_dump(mode="json")


@router.get("/operations/{action_id}")
def operation(desk: TheDesk, action_id: Annotated[str, InPath(max_length=128)]) -> dict[str, Any]:
    """Return how an action stands."""
    return _instrument(desk).operation(action_id).model_dump(mode="json")


@router.get("/capabilities")
def capabilities(desk: TheDesk) -> dict[str, Any]:
    """Return what the instrument can do and how far it may go."""
    return _instrument(desk).describe().model_dump(mode="json")


@router.get("/frames/{action_id}/picture.jpg", response_class=Response)
def picture(
    desk: TheDesk, action_id: Annotated[str, InPath(max_length=128)], width: Annotated[int, Query(ge=16, le=WIDEST)] = 1024
) -> Response:
    """Return a frame that was taken by hand, and that no session has kept yet, as JPEG."""
    return Response(jpeg(_instrument(desk).frame(action_id).pixels, width), media_type="image/jpeg")


@router.post("/frames/{action_id}/hand-over")
def hand_over(desk: TheDesk, person: AnOperator, action_id: Annotated[str, InPath(max_length=128)], click: Click) -> dict[str, Any]:
    """Give a frame that was taken by hand to the agent, to be read like its own."""
    entry = desk.command(person.name, click.token, TakeFrame(frame_id=action_id))
    return {"number": entry.number}


def hand_action_id(session: str, user: str, token: str) -> str:
    """Return the id of an action by hand: the same for the same click, and no other's, whatever folder and user are called."""
    return f"hand-{hashlib.sha256(canonical_json([session, user, token]).encode()).hexdigest()[:40]}"


def _instrument(desk: SessionDesk) -> InstrumentDesk:
    if desk.instrument is None:
        raise HTTPException(409, "this session has ended and holds no instrument")
    return desk.instrument


def _record(desk: SessionDesk, person: Visitor, token: str, command: OperatorCommand) -> None:
    """Write down what was done already; that it cannot be written must not look as if it had not been done."""
    try:
        desk.record(person.name, token, command)
    except (CommandRefused, RecordUnwritable, JournalTampered, SemError):
        log.exception("%s by %s is not in the journal", command.kind, person.name)
