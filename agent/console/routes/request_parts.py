"""What a route takes from a request: the person, the desk."""

from typing import Annotated

from fastapi import Depends, HTTPException, Path, Request

from fractoscope.agent.console.access.sign_in import COOKIE, SignIn, Visitor
from fractoscope.agent.console.session_desk import SessionDesk
from fractoscope.agent.console.session_desks import SessionDesks


def visitor(request: Request) -> Visitor:
    """Return who asks; nobody who is not signed in gets past here."""
    sign_in: SignIn = request.app.state.sign_in
    found = sign_in.visitor(request.cookies.get(COOKIE))
    if found is None:
        raise HTTPException(401, "sign in first")
    return found


def operator(person: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    """Return who asks, if he may command."""
    if not person.may_command:
        raise HTTPException(403, f"{person.name} may look and stop, not command; sign in as an operator")
    return person


def session_desk(request: Request, session: Annotated[str, Path(max_length=200)], _: Annotated[Visitor, Depends(visitor)]) -> SessionDesk:
    """Return the desk of the session that the address names."""
    desks: SessionDesks = request.app.state.desks
    return desks.desk(session)


SomeVisitor = Annotated[Visitor, Depends(visitor)]
AnOperator = Annotated[Visitor, Depends(operator)]
TheDesk = Annotated[SessionDesk, Depends(session_desk)]
