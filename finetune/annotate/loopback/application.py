"""The loopback teacher as a web application: the parts of the OpenAI API that annotating uses."""

import json
import re
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from fractoscope.finetune.annotate.loopback.batch_store import BatchStore
from fractoscope.finetune.annotate.loopback.teacher_desk import MODEL, TeacherDesk

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?')
_NAME = re.compile(rb'name="([^"]*)"')

Watcher = Callable[[str, str], None]
"""Told of each step at the server: "before" or "after" a request is dealt with, and its method and path."""


def make_teacher(desk: TeacherDesk, store: BatchStore, watch: Watcher = lambda moment, request: None) -> FastAPI:
    """Return the application.

    Parameters
    ----------
    desk, store
        Answer requests, and keep files and batches.
    watch
        Told of each request before and after it took effect; a rehearsal of kills uses it.
    """
    application = FastAPI(title="Loopback teacher", docs_url=None, redoc_url=None, openapi_url=None)
    kept: dict[str, tuple[int, dict[str, Any]]] = {}

    @application.middleware("http")
    async def watched(request: Request, call_next: Callable[[Request], Any]) -> Response:
        name = f"{request.method} {request.url.path}"
        await run_in_threadpool(watch, "before", name)
        response: Response = await call_next(request)
        await run_in_threadpool(watch, "after", name)
        return response

    @application.get("/v1/models")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "loopback"}]}

    @application.post("/v1/chat/completions")
    async def complete(request: Request) -> Response:
        key = request.headers.get("idempotency-key", "")
        if not key:
            raise HTTPException(400, "the loopback teacher knows a picture by the idempotency key")
        body = json.loads(await request.body())
        if key not in kept:
            status, answer = await run_in_threadpool(desk.answer, key.rpartition("-")[0], body)
            if status not in {429, 500}:
                kept[key] = (status, answer)
            return JSONResponse(answer, status, {"retry-after": "0"} if status == 429 else None)
        return JSONResponse(kept[key][1], kept[key][0])

    @application.post("/v1/files")
    async def upload(request: Request) -> dict[str, Any]:
        data = _file_of_form(request.headers.get("content-type", ""), await request.body())
        return await run_in_threadpool(store.take, "requests.jsonl", data)

    @application.get("/v1/files/{identifier}/content")
    def content(identifier: str) -> Response:
        try:
            return Response(store.file(identifier), media_type="application/octet-stream")
        except FileNotFoundError:
            raise HTTPException(404, "no such file") from None

    @application.post("/v1/batches")
    async def create(request: Request) -> dict[str, Any]:
        try:
            return await run_in_threadpool(store.create, json.loads(await request.body()))
        except FileNotFoundError:
            raise HTTPException(400, "no such input file") from None

    @application.get("/v1/batches")
    def batches(limit: int = 20, after: str = "") -> dict[str, Any]:
        everything = store.all()
        names = [batch["id"] for batch in everything]
        start = names.index(after) + 1 if after in names else 0
        page = everything[start : start + limit]
        return {"object": "list", "data": page, "has_more": start + limit < len(everything)}

    @application.get("/v1/batches/{identifier}")
    def batch(identifier: str) -> dict[str, Any]:
        found = store.look(identifier)
        if found is None:
            raise HTTPException(404, "no such batch")
        return found

    return application


def _file_of_form(content_type: str, body: bytes) -> bytes:
    """Return the part called "file" of a form: one upload needs no library for forms."""
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise HTTPException(400, "a file is sent as multipart/form-data")
    for part in body.split(b"--" + boundary[1].encode())[1:]:
        head, _, data = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is not None and name[1] == b"file":
            return data.removesuffix(b"\r\n")
    raise HTTPException(400, "there is no file in the form")
