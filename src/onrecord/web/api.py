"""The interface for programs, under /api/v1: objects at the top level, pages by cursor, one error envelope."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from onrecord.comparing import as_json, compare
from onrecord.store import front
from onrecord.web import urls
from onrecord.web.feeds import results_json
from onrecord.web.query import filters_of
from onrecord.web.views import store_of

router = APIRouter(prefix=urls.API)


@router.get("/search")
def search(
    request: Request,
    q: Annotated[str, Query(description="words, phrases in quotation marks, prefixes with *")] = "",
    find: Annotated[Literal["statements", "events"], Query(description="what to look for")] = "statements",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    after: Annotated[str | None, Query(description="the `next` of the page before")] = None,
) -> dict[str, Any]:
    """Search statements or events; the filters of `onrecord search` are parameters of the same names."""
    filters = filters_of(request.query_params)
    return results_json(store_of(request).search(filters, find=find, limit=limit, after=after))


@router.get("/records/{version}")
def record(request: Request, version: int) -> dict[str, Any]:
    """Return a record."""
    return store_of(request).get(version).model_dump(mode="json", by_alias=True)


@router.get("/pages")
def pages(request: Request, limit: Annotated[int, Query(ge=1, le=200)] = 20) -> dict[str, Any]:
    """Return the pages added last."""
    return {"pages": [asdict(p) for p in front.latest(store_of(request).db, limit=limit)]}


@router.get("/actors")
def actors(
    request: Request,
    q: Annotated[str, Query(description="any part of a name, in whole words")] = "",
    country: Annotated[str | None, Query(pattern="^[A-Z]{3}$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> dict[str, Any]:
    """Return actors, those with most statements first."""
    found = store_of(request).actors(q, country=country, limit=limit, offset=offset)
    return {"actors": [asdict(a) for a in found]}


@router.get("/compare")
def comparison(
    request: Request, page: Annotated[list[int], Query(min_length=2, max_length=4, description="pages of one meeting")]
) -> dict[str, Any]:
    """Compare two to four accounts of one meeting."""
    return as_json(compare([store_of(request).get(p) for p in page]))
