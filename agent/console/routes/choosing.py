"""Choosing a session."""

from typing import Any

from fastapi import APIRouter, Request

from fractoscope.agent.console.routes.request_parts import SomeVisitor
from fractoscope.agent.console.session_desks import SessionDesks

router = APIRouter(prefix="/api/shelf", tags=["choosing"])


@router.get("")
def shelf(request: Request, person: SomeVisitor) -> dict[str, Any]:
    """Return who asks, and the sessions, newest first, with what a person chooses by."""
    desks: SessionDesks = request.app.state.desks
    covers = [cover.model_dump(mode="json") for cover in desks.shelf.covers]
    return {"user": {"name": person.name, "may_command": person.may_command}, "sessions": covers}
