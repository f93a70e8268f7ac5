"""The application: routes, guards, and errors told to people."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from onrecord import __version__
from onrecord.errors import FilterError, NothingToCompareError, NotInStoreError, OnrecordError, StoreError
from onrecord.store import open_store
from onrecord.web import api, correcting, trying, urls, views
from onrecord.web.answers import page
from onrecord.web.bench import Bench, BusyError
from onrecord.web.charts import draw_once
from onrecord.web.kept import Kept
from onrecord.web.security import HEADERS, BodyTooLargeError, Guard, envelope, for_programs
from onrecord.web.trying import MayNotKeepError

PATIENCE = 0.2
"""Seconds that the page of a comparison waits for it."""

AT_ONCE = 6
"""Pages that are made at once; the others wait for their turn. Threads that take turns within a page are slower: with
forty of them, on two cores, the same pages took four times as long."""

LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""Names under which the page is served when none are given."""

log = logging.getLogger("onrecord.web")


def create_app(
    store: Path,
    *,
    read_only: bool = False,
    hosts: Sequence[str] = LOCAL,
    warm: bool = False,
    executor: Callable[[], Executor] | None = None,
    patience: float = PATIENCE,
) -> FastAPI:
    """Return the application over a store.

    Args:
        store: the store's file.
        read_only: nothing can be put into the store.
        hosts: names by which the page may be addressed, without port.
        warm: load what draws, reads and compares in the background, so that the first to ask need not wait.
        executor: makes what reads and compares pages; by default one process beside the server.
        patience: seconds that the page of a comparison waits for it before it says that it is being made.

    Raises:
        StoreError: when the store cannot be opened.
    """
    bench = Bench(store, executor)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = AT_ONCE
        if warm:
            bench.warm()
            threading.Thread(target=draw_once, daemon=True).start()
        yield
        bench.close()

    app = FastAPI(
        lifespan=lifespan, title="onrecord", version=__version__, docs_url=None, redoc_url=None,
        openapi_url=f"{urls.API}/openapi.json",
        description="Who said what, to whom, through whom, when; what happened, is planned, threatened or denied.",
    )  # fmt: skip
    app.state.store = open_store(store)
    app.state.bench, app.state.patience = bench, patience
    app.state.kept = Kept(app.state.store, bench)
    app.state.read_only = read_only
    for part in (views.router, trying.router, correcting.router, api.router):
        app.include_router(part)
    app.mount(urls.STATIC, _Static(directory=str(files("onrecord.web") / "static")))
    for kind in (OnrecordError, HTTPException, RequestValidationError, BodyTooLargeError, Exception):
        app.add_exception_handler(kind, _told)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=4)
    app.add_middleware(Guard, hosts=hosts)
    return app


class _Static(StaticFiles):
    """Static files, which a browser may keep: their addresses carry a mark of what is in them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        made = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        made.headers["cache-control"] = "public, max-age=31536000, immutable"
        return made


def _told(request: Request, error: Exception) -> Response:
    """Return an error as a page for people or, to programs, in the one envelope that the interface has."""
    status, code, message = _reading(error)
    if status == 500:
        log.error("%s failed", request.url.path, exc_info=error)
    answer: Response
    if for_programs(request.url.path):
        answer = JSONResponse(envelope(code, message), status_code=status)
    else:
        answer = page(request, "error.html", status=status, code=status, message=message)
    for name, value in HEADERS.items():  # an error that nobody foresaw is answered outside the guard
        answer.headers.setdefault(name, value)
    return answer


def _reading(error: Exception) -> tuple[int, str, str]:
    """Return the status, code and sentence for an error."""
    match error:
        case NotInStoreError():
            return 404, error.code, _sentence(str(error))
        case StoreError():
            return 503, error.code, _sentence(str(error))
        case FilterError() | NothingToCompareError():
            return 400, error.code, _sentence(str(error))
        case BusyError():
            return 503, error.code, _sentence(str(error))
        case MayNotKeepError():
            return 403, error.code, _sentence(str(error))
        case OnrecordError():
            return 422, error.code, _sentence(str(error))
        case RequestValidationError():
            return 400, "bad-request", "The address holds something that is not a number or a word known here."
        case BodyTooLargeError():
            return 413, "too-large", "The page is too large."
        case HTTPException(status_code=404):
            return 404, "not-found", "There is no such page here."
        case HTTPException(status_code=status):
            return status, "http", f"That cannot be done here ({error.detail})."
    return 500, "internal", "Something failed that nobody foresaw. It is in the log of this server."


def _sentence(message: str) -> str:
    """Return a message as a sentence, whose options are fields here and no flags of a command."""
    message = message.replace("--", "")
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "!", "?")) else ".")
