"""The application: routes, guards, and errors told to people."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from onrecord import __version__
from onrecord.errors import FilterError, NotInStoreError, OnrecordError, StoreError
from onrecord.store import open_store
from onrecord.web import api, trying, urls, views
from onrecord.web.pages import render
from onrecord.web.security import BodyTooLargeError, Guard

LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""Names under which the page is served when none are given."""


def create_app(store: Path, *, read_only: bool = False, hosts: Sequence[str] = LOCAL) -> FastAPI:
    """Return the application over a store.

    Args:
        store: the store's file.
        read_only: leave out the page on which a text can be tried.
        hosts: names by which the page may be addressed, without port.

    Raises:
        StoreError: when the store cannot be opened.
    """
    app = FastAPI(
        title="onrecord", version=__version__, docs_url=None, redoc_url=None, openapi_url=f"{urls.API}/openapi.json"
    )
    app.state.store = open_store(store)
    app.state.reader = None
    app.state.read_only = read_only
    app.include_router(views.router)
    app.include_router(api.router)
    if not read_only:
        app.include_router(trying.router)
    app.mount(urls.STATIC, StaticFiles(directory=str(files("onrecord.web") / "static")))
    app.add_exception_handler(OnrecordError, _told)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(BodyTooLargeError, _told)
    app.add_middleware(Guard, hosts=hosts)
    return app


def _told(request: Request, error: Exception) -> Response:
    """Return an error as a page for people or, to programs, in the one envelope that the interface has."""
    status, code, message = _reading(error)
    if request.url.path.startswith(urls.API) or request.url.path.endswith(".json"):
        return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)
    shown = render(
        "error.html",
        status=status,
        message=message,
        request_path=request.url.path,
        may_try=not request.app.state.read_only,
    )
    return HTMLResponse(shown, status_code=status)


def _reading(error: Exception) -> tuple[int, str, str]:
    """Return the status, code and sentence for an error."""
    match error:
        case NotInStoreError():
            return 404, error.code, str(error)
        case StoreError():
            return 503, error.code, str(error)
        case FilterError():
            return 400, error.code, str(error)
        case OnrecordError():
            return 422, error.code, str(error)
        case RequestValidationError():
            return 400, "bad-request", "The address holds something that is not a number or a word known here."
        case BodyTooLargeError():
            return 413, "too-large", "The page is too large."
        case HTTPException(status_code=404):
            return 404, "not-found", "There is no such page here."
        case HTTPException(status_code=status):
            return status, "http", f"That cannot be done here ({error.detail})."
    raise error
