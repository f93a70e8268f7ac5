"""Accounts of one meeting side by side."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request

from onrecord.comparing import as_json, render_csv
from onrecord.store import Store, front, ties
from onrecord.web import urls
from onrecord.web.answers import LARGEST, Sheet, Table, absolute, is_twin, kept_of, offer, store_of
from onrecord.web.citing import cite_comparison
from onrecord.web.query import WORDS

ACCOUNTS = 4
"""Accounts that are set side by side at most."""

router = APIRouter()


def compare(request: Request) -> Sheet:
    """Two or more accounts side by side, or the pages to choose them from."""
    pages = _pages(request)
    return _chosen(request, pages) if len(pages) > 1 else _choice(request, pages)


def _chosen(request: Request, pages: list[int]) -> Sheet:
    patience = None if is_twin(request) else request.app.state.patience
    comparison = kept_of(request).comparison(pages, patience=patience)
    if comparison is None:
        return Sheet(
            "comparing.html", data=dict, table=lambda: Table((), ()), shown={"pages": pages}, twins=(), again=1
        )
    link = urls.with_query(urls.COMPARE, [("page", str(p)) for p in pages])
    return Sheet(
        "compare.html",
        shown={
            "comparison": comparison,
            "pages": pages,
            "share": cite_comparison(comparison, absolute(request, link)),
        },
        data=lambda: as_json(comparison),
        table=lambda: render_csv(comparison),
    )


def _choice(request: Request, pages: list[int]) -> Sheet:
    store, typed = store_of(request), request.query_params.get(WORDS, "").strip()
    told = ties.meetings_told(store.db)
    offered = _found(store, typed) if typed else [(p.page, p.title, p.outlet) for p in front.latest(store.db, limit=30)]
    return Sheet(
        "accounts.html",
        shown={"told": told, "offered": offered, "pages": pages, "typed": typed},
        data=lambda: {
            "meetings": [asdict(m) for m in told],
            "pages": [{"page": page, "title": title, "outlet": outlet} for page, title, outlet in offered],
        },
        table=lambda: Table(("page", "title", "outlet"), offered),
    )


def _found(store: Store, typed: str) -> list[tuple[int, str | None, str | None]]:
    """Return the pages with statements that a search finds, those with the newest first."""
    hits = store.search(typed, find="statements", limit=100, count=False).hits
    return list(dict.fromkeys((h.page, h.title, h.outlet) for h in hits))[:30]


def _pages(request: Request) -> list[int]:
    """Return the pages that an address names for a comparison, each once."""
    named = (v for v in request.query_params.getlist("page") if v.isascii() and v.isdigit() and len(v) < 15)
    return [p for p in dict.fromkeys(map(int, named)) if p < LARGEST][:ACCOUNTS]


offer(router, urls.COMPARE, compare)
