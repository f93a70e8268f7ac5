"""Try a page: paste text or drop a file and get its record. It is stored when that is asked for, and never else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from onrecord.errors import NoArticleError, OnrecordError
from onrecord.reader import Reader
from onrecord.record import Record
from onrecord.store import Input, open_store
from onrecord.web import urls
from onrecord.web.answers import page
from onrecord.web.pages import record_context
from onrecord.web.security import MAX_BODY

AT_ONCE = 2
"""Pages that are read at once; a third is sent away, so that readers of the store always find a free thread."""

router = APIRouter(include_in_schema=False)


class BusyError(OnrecordError):
    """More pages are handed in than can be read just now."""

    code = "busy"


class MayNotKeepError(OnrecordError):
    """A page should be kept in a store that is served read-only."""

    code = "read-only"


class Trying:
    """Reads what is pasted or dropped; the reader is loaded when it is first needed."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._reader: Reader | None = None
        self._loading = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def read(self, data: bytes, *, published: str | None) -> Record:
        """Return the record of a page.

        Raises:
            BusyError: when enough pages are being read.
            OnrecordError: one of its kinds, when the page cannot be read.
        """
        if not data.strip():
            raise NoArticleError("there is no text in the form; paste a page or choose a file")
        with self._place():
            return self.reader().read_bytes(data, published=published)

    def keep(self, record: Record, data: bytes, *, published: str | None) -> int:
        """Put a record into the store and return its version.

        Raises:
            StoreError: when the store cannot be written.
        """
        from onrecord.corpus.identity import this_reader

        given = {"published": published} if published else {}
        source = f"pasted:{sha256(data).hexdigest()[:16]}"
        with open_store(self._store, write=True) as store:
            return store.add(record, Input(source, "page", data, given), this_reader()).version

    def reader(self) -> Reader:
        """Return the reader."""
        with self._loading:
            if self._reader is None:
                self._reader = Reader()
        return self._reader

    def warm(self) -> None:
        """Load what draws, compares and reads."""
        from onrecord.comparing import compare
        from onrecord.web.charts import weeks_svg

        weeks_svg((("2024-01-01", "events", 1), ("2024-01-01", "statements", 1)))
        record = self.reader().read_bytes(b"Ana Reyes said on Monday that the port would open.")
        compare([record, record])

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise BusyError("other pages are being read just now; try again in a moment")
        try:
            yield
        finally:
            self._places.release()


@router.get(urls.TRY)
def form(request: Request) -> Response:
    """The form."""
    return page(request, "try.html")


@router.post(urls.TRY)
async def attempt(request: Request) -> Response:
    """The record of what was pasted or dropped; with `keep` the page of it in the store."""
    given = await request.form(max_files=1, max_fields=10, max_part_size=MAX_BODY)
    file, text = given.get("file"), given.get("text")
    data = str(text or "").encode("utf-8", "surrogatepass")
    if isinstance(file, UploadFile) and file.filename:
        data = await file.read()
    published = str(given.get("published") or "").strip() or None
    keep = bool(given.get("keep"))
    if keep and request.app.state.read_only:
        raise MayNotKeepError("this store is served read-only; the page was not kept")
    return await run_in_threadpool(_answer, request, data, published, keep)


def _answer(request: Request, data: bytes, published: str | None, keep: bool) -> Response:
    trying: Trying = request.app.state.trying
    record = trying.read(data, published=published)
    if keep:
        version = trying.keep(record, data, published=published)
        return RedirectResponse(urls.record(version), status_code=303)
    return page(request, "tried.html", **record_context(record))
