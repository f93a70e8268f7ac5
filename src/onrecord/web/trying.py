"""Try a page: paste text or drop a file and get its record. It is stored when that is asked for, and never else."""

from __future__ import annotations

from asyncio import wrap_future
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from onrecord.errors import NoArticleError, OnrecordError
from onrecord.record import Record
from onrecord.store import Input, open_store
from onrecord.web import urls
from onrecord.web.answers import bench_of, page, store_of
from onrecord.web.pages import record_context
from onrecord.web.security import MAX_BODY

router = APIRouter(include_in_schema=False)


class MayNotKeepError(OnrecordError):
    """A page should be kept in a store that is served read-only."""

    code = "read-only"


def keep(path: Path, record: Record, data: bytes, *, published: str | None) -> int:
    """Put a record into the store and return its version.

    Raises:
        StoreError: when the store cannot be written.
    """
    from onrecord.corpus.identity import this_reader

    given = {"published": published} if published else {}
    source = f"pasted:{sha256(data).hexdigest()[:16]}"
    with open_store(path, write=True) as store:
        return store.add(record, Input(source, "page", data, given), this_reader()).version


@router.get(urls.TRY)
def form(request: Request) -> Response:
    """The form."""
    return page(request, "try.html")


@router.post(urls.TRY)
async def attempt(request: Request) -> Response:
    """The record of what was pasted or dropped; with `keep` the page of it in the store."""
    async with request.form(max_files=1, max_fields=10, max_part_size=MAX_BODY) as given:
        file, text = given.get("file"), given.get("text")
        data = str(text or "").encode("utf-8", "surrogatepass")
        if isinstance(file, UploadFile) and file.filename:
            data = await file.read()
        published = str(given.get("published") or "").strip() or None
        asked_to_keep = bool(given.get("keep"))
    if asked_to_keep and request.app.state.read_only:
        raise MayNotKeepError("this store is served read-only; the page was not kept")
    if not data.strip():
        raise NoArticleError("there is no text in the form; paste a page or choose a file")
    record = await wrap_future(bench_of(request).read(data, published))
    return await run_in_threadpool(_answer, request, record, data, published, asked_to_keep)


def _answer(request: Request, record: Record, data: bytes, published: str | None, asked_to_keep: bool) -> Response:
    if asked_to_keep:
        version = keep(store_of(request).path, record, data, published=published)
        return RedirectResponse(urls.record(version), status_code=303)
    return page(request, "tried.html", **record_context(record))
