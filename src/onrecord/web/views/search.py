"""Search and filter: hits, facets, and the same as JSON, a table and a feed."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.store.countries import country_names
from onrecord.store.filters import FILTERS, Filters
from onrecord.store.search import Results
from onrecord.web import urls
from onrecord.web.answers import Sheet, absolute, is_twin, offer, store_of
from onrecord.web.citing import cite_view
from onrecord.web.feeds import hits_atom, hits_table, results_json
from onrecord.web.query import address, chosen, filters_of, toggled

FACETS = {
    "statements": ("topic", "speaker", "country", "outlet", "act", "kind", "polarity", "type", "status"),
    "events": ("type", "status", "country", "topic", "outlet", "polarity"),
}
TWIN = 1_000
"""Hits in a twin; the next ones are had with its `next`."""

router = APIRouter()


def search(request: Request) -> Sheet:
    """Statements or events by words and filters, with facets."""
    store, filters, find = store_of(request), filters_of(request.query_params), find_of(request)
    after = request.query_params.get("after")
    if is_twin(request):
        results = store.search(filters, find=find, limit=TWIN, after=after, count=request.url.path.endswith("json"))
        return _sheet(results, {})
    if after is None:
        results, facets, part = store.search_and_facets(filters, FACETS[find], find=find)
    else:
        results = store.search(filters, find=find, after=after)
        facets, part = store.facets(filters, FACETS[find], find=find)
    here = search_link(filters, find)
    return _sheet(
        results,
        {
            "filters": filters,
            "find": find,
            "results": results,
            "facets": facets,
            "facets_part": part,
            "names": country_names(),
            "chosen": [(name, value, search_link(f, find)) for name, value, f in chosen(filters)],
            "held": {name: getattr(filters, name) for name in FILTERS},
            "toggle": lambda name, value: search_link(toggled(filters, name, value), find),
            "other": search_link(filters, "events" if find == "statements" else "statements"),
            "following": search_link(filters, find, after=results.next) if results.next else None,
            "timeline": address(urls.TIMELINE, filters),
            "share": cite_view(_told(results), absolute(request, here)),
        },
    )


def _sheet(results: Results, shown: dict[str, object]) -> Sheet:
    return Sheet(
        "search.html",
        shown=shown,
        data=lambda: results_json(results),
        table=lambda: hits_table(results.hits),
        twins=("json", "csv", "atom"),
    )


def search_link(filters: Filters, find: str, after: str | None = None) -> str:
    """Return the address of a search."""
    return address(urls.SEARCH, filters, find=find if find == "events" else None, after=after)


def find_of(request: Request) -> Literal["statements", "events"]:
    """Return what an address looks for."""
    return "events" if request.query_params.get("find") == "events" else "statements"


def _told(results: Results) -> str:
    return f"On record: {'more than ' if results.more else ''}{results.total:,} {results.sentence}"


offer(router, urls.SEARCH, search)


@router.get(urls.twin(urls.SEARCH, "atom"))
def feed(request: Request) -> Response:
    """The newest hits as a feed."""
    filters, find = filters_of(request.query_params), find_of(request)
    results = store_of(request).search(filters, find=find, limit=50, count=False)
    link = search_link(filters, find)
    own = urls.twin(urls.SEARCH, "atom") + link.removeprefix(urls.SEARCH)
    made = hits_atom(results, base=absolute(request, ""), link=link, feed=own)
    return Response(made, media_type="application/atom+xml; charset=utf-8")
