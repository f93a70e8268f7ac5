"""Try a page: paste text or drop a file and get its record; nothing is stored."""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse

from onrecord.errors import NoArticleError
from onrecord.reader import Reader
from onrecord.web import urls
from onrecord.web.pages import record_context
from onrecord.web.views import page

router = APIRouter(include_in_schema=False)
_loading = threading.Lock()


@router.get(urls.TRY)
def form(request: Request) -> HTMLResponse:
    """The form."""
    return page(request, "try.html")


@router.post(urls.TRY)
def attempt(
    request: Request,
    text: Annotated[str, Form()] = "",
    file: UploadFile | None = None,
    published: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """The record of what was pasted or dropped."""
    data = file.file.read() if file is not None and file.filename else text.encode("utf-8", "surrogatepass")
    if not data.strip():
        raise NoArticleError("there is no text in the form; paste a page or choose a file")
    record = reader_of(request).read_bytes(data, published=published.strip() or None)
    return page(request, "tried.html", **record_context(record))


def reader_of(request: Request) -> Reader:
    """Return the application's reader, loaded when it is first needed."""
    state = request.app.state
    with _loading:
        if state.reader is None:
            state.reader = Reader()
    reader: Reader = state.reader
    return reader
