"""What operators ask of the session."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import Field

from fractoscope.agent.console.routes.request_parts import AnOperator, TheDesk
from fractoscope.agent.console.session_view import entry_view
from fractoscope.agent.oversight import OperatorCommand
from fractoscope.agent.oversight.operator_command import Drive, HandBack, Stop, TakeControl
from fractoscope.instruments.values import FrozenValue

router = APIRouter(prefix="/api/sessions/{session}", tags=["commanding"])

Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Given(FrozenValue):
    """A command with the token of the click that gave it."""

    token: Token
    command: OperatorCommand


@router.post("/commands")
def command(desk: TheDesk, person: AnOperator, given: Given) -> dict[str, Any]:
    """Write a command down for the agent; its number in the journal is its sequence number."""
    if isinstance(given.command, Stop | Drive | TakeControl | HandBack):
        raise HTTPException(422, f"{given.command.kind} is recorded when it is done; it cannot be said to have happened")
    return entry_view(desk.command(person.name, given.token, given.command))
