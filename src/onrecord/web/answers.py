"""How a view answers: one sheet, shown as a page for people and given as JSON and as a table to programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from onrecord.cells import safe_cell
from onrecord.errors import NotInStoreError
from onrecord.store import Store
from onrecord.web import urls
from onrecord.web.bench import Bench
from onrecord.web.kept import Kept
from onrecord.web.pages import render

LARGEST = 1 << 48
"""Numbers in an address beyond which nothing in a store can have them."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a view found.

    `shown` is what its template draws on; `data` and `table` give the same as JSON values and as rows, or as CSV that
    is written already, made only when they are asked for. `twins` are the kinds of twin that the page has. `again` is
    after how many seconds a browser should ask again, None for a page that is whole.
    """

    template: str
    data: Callable[[], Mapping[str, Any]]
    table: Callable[[], Table | str]
    shown: Mapping[str, Any] = field(default_factory=dict)
    twins: tuple[str, ...] = ("json", "csv")
    again: int | None = None


View = Callable[[Request], Sheet]


def offer(router: APIRouter, path: str, view: View) -> None:
    """Put a view under its path, and its twins beside it."""

    def as_json(request: Request) -> Response:
        return JSONResponse(view(request).data())

    def as_csv(request: Request) -> Response:
        table = view(request).table()
        made = csv_of(table) if isinstance(table, Table) else table
        return Response(made, media_type="text/csv; charset=utf-8")

    def as_page(request: Request) -> Response:
        tidy = _tidied(request)
        if tidy is not None:
            return RedirectResponse(tidy, status_code=303)
        sheet = view(request)
        answer = page(request, sheet.template, twins=sheet.twins, **sheet.shown)
        if sheet.again is not None:
            answer.status_code = 202
            answer.headers["refresh"] = str(sheet.again)
        return answer

    # The twins first: a path such as /record/12.json would else be taken for a page's.
    router.add_api_route(urls.twin(path, "json"), as_json, name=f"{path} as JSON")
    router.add_api_route(urls.twin(path, "csv"), as_csv, name=f"{path} as CSV")
    router.add_api_route(path, as_page, name=path)


def page(
    request: Request, template: str, *, twins: Sequence[str] = (), status: int = 200, **shown: Any
) -> HTMLResponse:
    """Return a template as an answer, with what every page shows."""
    state = request.app.state
    path, query = request.url.path, request.url.query
    addresses = {suffix: urls.twin(path, suffix) + (f"?{query}" if query else "") for suffix in twins}
    filled = render(template, request_path=path, read_only=state.read_only, twins=addresses, **shown)
    return HTMLResponse(filled, status_code=status)


def csv_of(table: Table) -> str:
    """Return a table as CSV; a cell that a spreadsheet would run as a formula is set off by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def store_of(request: Request) -> Store:
    """Return the store that the application serves."""
    store: Store = request.app.state.store
    return store


def bench_of(request: Request) -> Bench:
    """Return what reads and compares for the application."""
    bench: Bench = request.app.state.bench
    return bench


def kept_of(request: Request) -> Kept:
    """Return what the application keeps of records and comparisons."""
    kept: Kept = request.app.state.kept
    return kept


def number(request: Request, name: str) -> int:
    """Return a number of the address.

    Raises:
        NotInStoreError: when nothing can have such a number.
    """
    value = int(request.path_params[name])
    if value >= LARGEST:
        raise NotInStoreError(f"there is no {name} {value} in the store")
    return value


def is_twin(request: Request) -> bool:
    """Tell whether a program asks, which may want more at once than a person reads."""
    return request.url.path.endswith((".json", ".csv"))


def absolute(request: Request, path: str) -> str:
    """Return a path with the scheme and host that it was asked under."""
    return str(request.base_url).rstrip("/") + path


def _tidied(request: Request) -> str | None:
    """Return the address without the empty fields that a form leaves in it, None when it has none."""
    given = request.query_params.multi_items()
    held = [(key, value) for key, value in given if value.strip()]
    return urls.with_query(request.url.path, held) if len(held) < len(given) else None
