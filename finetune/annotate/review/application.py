"""The reviewing page as a web application."""

from importlib.resources import files
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Path, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from fractoscope.finetune.annotate.review.page_guard import PageGuard
from fractoscope.finetune.annotate.review.review_desk import Choice, ReviewDesk
from fractoscope.instruments.errors import BadFile
from fractoscope.model.taxonomy import load_taxonomy

Place = Annotated[int, Path(ge=0, le=10_000_000)]

_STATIC = files("fractoscope.finetune.annotate.review").joinpath("static")
_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css"}


def make_review(desk: ReviewDesk, guard: PageGuard) -> FastAPI:
    """Return the application for one reviewer."""
    application = FastAPI(title="Fractoscope review", docs_url=None, redoc_url=None, openapi_url=None)
    application.middleware("http")(guard)
    names = frozenset(part.name for part in _STATIC.iterdir())

    @application.get("/")
    def page() -> Response:
        return Response(_STATIC.joinpath("review.html").read_bytes(), media_type="text/html")

    @application.get("/favicon.ico", status_code=204)
    def icon() -> None:
        """Browsers ask for it unasked; there is none."""

    @application.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in names:
            raise HTTPException(404, "no such part of the page")
        return Response(_STATIC.joinpath(name).read_bytes(), media_type=_KINDS[name.rpartition(".")[2]])

    @application.get("/api/queue")
    def queue() -> dict[str, Any]:
        features = [{"id": one.id, "name": one.name, "seen": one.seen} for one in load_taxonomy().features]
        return {"reviewer": desk.reviewer, "adjudicate": desk.adjudicate, "panels": desk.overview(), "features": features}

    @application.get("/api/panels/{place}")
    def panel(place: Place) -> dict[str, Any]:
        return desk.panel(place)

    @application.get("/api/panels/{place}/picture")
    def picture(place: Place) -> Response:
        return Response(desk.picture(place), media_type="image/png")

    @application.post("/api/panels/{place}/decision")
    def decide(place: Place, choice: Choice) -> dict[str, str]:
        return {"decision": desk.decide(place, choice)}

    @application.post("/api/panels/{place}/undo")
    def undo(place: Place) -> dict[str, str]:
        desk.undo(place)
        return {"decision": ""}

    for kind, status in ((LookupError, 404), (BadFile, 409), (OSError, 409)):
        application.add_exception_handler(kind, _told(status))
    application.add_exception_handler(ValidationError, _told(422))
    return application


def _told(status: int) -> Any:
    def tell(_: Request, error: Exception) -> JSONResponse:
        if isinstance(error, ValidationError):
            text = "; ".join(fault["msg"] for fault in error.errors(include_url=False, include_input=False, include_context=False))
        else:
            text = str(error.args[0]) if isinstance(error, LookupError) and error.args else str(error)
        return JSONResponse({"detail": text}, status)

    return tell
