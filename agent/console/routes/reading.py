"""Looking: sessions, frames, the map, the record."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi import Path as InPath
from fastapi.responses import FileResponse

from fractoscope.agent.console.frame_pictures import WIDEST
from fractoscope.agent.console.routes.request_parts import SomeVisitor, TheDesk
from fractoscope.agent.console.session_desks import SessionDesks
from fractoscope.agent.console.session_view import entry_view, frame_view, session_view

router = APIRouter(prefix="/api/sessions", tags=["reading"])

Number = Annotated[int, InPath(ge=1, le=10_000_000)]

_REPORT_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


@router.get("")
def sessions(request: Request, _: SomeVisitor) -> list[str]:
    """Return the names of the sessions, newest first."""
    desks: SessionDesks = request.app.state.desks
    return desks.shelf.names


@router.get("/{session}")
def session(desk: TheDesk, person: SomeVisitor) -> dict[str, Any]:
    """Return everything that a page needs to open a session."""
    desk.refresh()
    return session_view(desk, person)


@router.get("/{session}/entries")
def entries(
    desk: TheDesk, after: Annotated[int, Query(ge=0, le=10**12)] = 0, most: Annotated[int, Query(ge=1, le=500)] = 200
) -> list[dict[str, Any]]:
    """Return entries of the journal as they stand."""
    return [entry_view(entry) for entry in desk.watch.entries(after, most)]


@router.get("/{session}/frames/{number}")
def frame(desk: TheDesk, number: Number) -> dict[str, Any]:
    """Return metadata and reading of a frame."""
    desk.refresh()
    kept, read = desk.watch.frame_entries(number)
    if kept is None:
        raise HTTPException(404, f"this session has no frame {number}")
    return frame_view(kept, read, desk.watch.decision_for(kept))


@router.get("/{session}/frames/{number}/picture.jpg", response_class=Response)
def picture(desk: TheDesk, number: Number, width: Annotated[int, Query(ge=16, le=WIDEST)] = 1024) -> Response:
    """Return a frame as JPEG, at most `width` pixels across."""
    body = desk.pictures.jpeg(_file(desk, number), width)
    # A frame never changes, and its number never names another one.
    return Response(body, media_type="image/jpeg", headers={"cache-control": "private, max-age=31536000, immutable"})


@router.get("/{session}/frames/{number}/frame.ome.tif", response_class=FileResponse)
def original(desk: TheDesk, number: Number) -> FileResponse:
    """Return a frame as it was written."""
    path = desk.pictures.path(_file(desk, number))
    return FileResponse(path, media_type="image/tiff", filename=path.name)


@router.get("/{session}/map")
def specimen_map(desk: TheDesk) -> dict[str, Any]:
    """Return the belief about the specimen; see `BeliefWatch.map`."""
    drawn = desk.belief.map()
    if drawn is None:
        raise HTTPException(404, "where this session may look cannot be read, or is not known yet, so there is no map")
    return drawn


@router.get("/{session}/report.html", response_class=FileResponse)
def report(desk: TheDesk) -> FileResponse:
    """Return the session's report."""
    path = desk.watch.folder.path / "report.html"
    if path.is_symlink() or not path.is_file():
        raise HTTPException(404, "this session has no report yet; `fractoscope report` writes one")
    return FileResponse(path, media_type="text/html", headers={"content-security-policy": _REPORT_POLICY})


def _file(desk: TheDesk, number: int) -> str:
    row = desk.watch.row(number)
    if row is None:
        desk.refresh()
        row = desk.watch.row(number)
    if row is None:
        raise HTTPException(404, f"this session has no frame {number}")
    return row.file
