"""The pages of the site: each takes what its address says and returns HTML."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from onrecord.comparing import as_json, compare, render_csv
from onrecord.record import Record
from onrecord.store import Store, front
from onrecord.store.filters import FILTERS, Filters
from onrecord.web import urls
from onrecord.web.charts import weekly, weeks_svg
from onrecord.web.citing import cite
from onrecord.web.feeds import hits_atom, hits_csv, results_json
from onrecord.web.pages import record_context, render
from onrecord.web.query import WORDS, address, chosen, filters_of, toggled

FACETS = {
    "statements": ("topic", "speaker", "country", "outlet", "act", "kind", "polarity"),
    "events": ("type", "status", "country", "topic", "outlet"),
}
MATRIX = 8
"""Countries on the front page's table of who speaks to whom: as many as fit a narrow window."""

router = APIRouter(include_in_schema=False)


def store_of(request: Request) -> Store:
    """Return the store that the application serves."""
    store: Store = request.app.state.store
    return store


def page(request: Request, template: str, **context: Any) -> HTMLResponse:
    """Return a template as an answer, with what every page shows."""
    state = request.app.state
    return HTMLResponse(render(template, request_path=request.url.path, may_try=not state.read_only, **context))


@router.get(urls.HOME)
def home(request: Request) -> HTMLResponse:
    """Latest pages, what is planned next, who speaks to whom, topics."""
    db = store_of(request).db
    exchanges = front.exchanges(db)
    return page(
        request,
        "home.html",
        latest=front.latest(db, limit=12),
        due=front.due(db, since=_today(), limit=12),
        topics=front.tally(db, "topic", limit=24),
        matrix=_matrix(exchanges),
        counts={facet: dict(front.tally(db, facet[:-1])).get("all", 0) for facet in ("statements", "events")},
    )


@router.get(urls.SEARCH)
def search(request: Request) -> HTMLResponse:
    """Statements or events by words and filters, with facets."""
    store, filters = store_of(request), filters_of(request.query_params)
    find = _find(request)
    results = store.search(filters, find=find, after=request.query_params.get("after"))
    facets, part = store.facets(filters, FACETS[find], find=find)
    here = address(urls.SEARCH, filters, find=find if find == "events" else None)
    return page(
        request,
        "search.html",
        filters=filters,
        find=find,
        results=results,
        facets=facets,
        facets_part=part,
        chosen=[(name, value, _search_link(f, find)) for name, value, f in chosen(filters)],
        toggle=lambda name, value: _search_link(toggled(filters, name, value), find) if name in FILTERS else None,
        other=_search_link(filters, "events" if find == "statements" else "statements"),
        following=_search_link(filters, find, after=results.next) if results.next else None,
        share=str(request.base_url).rstrip("/") + here,
        twins={suffix: urls.twin(urls.SEARCH, suffix) + here[len(urls.SEARCH) :] for suffix in ("json", "csv", "atom")},
    )


@router.get(urls.twin(urls.SEARCH, "json"))
def search_as_json(request: Request) -> dict[str, Any]:
    """The same search for programs."""
    filters = filters_of(request.query_params)
    return results_json(
        store_of(request).search(filters, find=_find(request), limit=100, after=request.query_params.get("after"))
    )


@router.get(urls.twin(urls.SEARCH, "csv"))
def search_as_csv(request: Request) -> Response:
    """The first thousand hits as a table."""
    results = store_of(request).search(filters_of(request.query_params), find=_find(request), limit=1000, count=False)
    return Response(hits_csv(results.hits), media_type="text/csv; charset=utf-8")


@router.get(urls.twin(urls.SEARCH, "atom"))
def search_as_feed(request: Request) -> Response:
    """The newest hits as a feed."""
    filters = filters_of(request.query_params)
    results = store_of(request).search(filters, find=_find(request), limit=50, count=False)
    link = address(urls.SEARCH, filters, find=_find(request))
    feed = hits_atom(results, base=str(request.base_url).rstrip("/"), link=link)
    return Response(feed, media_type="application/atom+xml; charset=utf-8")


@router.get("/record/{version}.json")
def record_as_json(request: Request, version: int) -> Response:
    """The record of a page, as `onrecord read --format json` prints it."""
    record = store_of(request).get(version)
    return Response(record.model_dump_json(by_alias=True), media_type="application/json")


@router.get("/record/{version}")
def record(request: Request, version: int) -> HTMLResponse:
    """A record over its text."""
    store = store_of(request)
    return page(
        request,
        "record.html",
        versions=store.versions(version),
        copies=store.copies(version),
        **record_context(store.get(version), version=version),
    )


@router.get("/cite/{version}/{local}")
def citation(request: Request, version: int, local: str) -> HTMLResponse:
    """One statement or event, ready to paste."""
    hit = store_of(request).hit(f"{version}/{local}")
    link = str(request.base_url).rstrip("/") + urls.record(str(version), local)
    return page(request, "cite.html", hit=hit, citation=cite(hit, link), link=link)


@router.get(urls.ACTORS)
def actors(request: Request) -> HTMLResponse:
    """Who is in the store."""
    typed = request.query_params.get(WORDS, "")
    found = store_of(request).actors(typed, limit=100, prefix=bool(typed))
    return page(request, "actors.html", actors=found, typed=typed)


@router.get("/actor/{id}")
def actor(request: Request, id: int) -> HTMLResponse:
    """What an actor said and did, to whom, over time."""
    store = store_of(request)
    card = store.actor(id)
    by, with_ = filters_for("speaker", id), filters_for("actor", id)
    return page(
        request,
        "actor.html",
        actor=card,
        said=store.search(by, find="statements", limit=20),
        did=store.search(with_, find="events", limit=20),
        more_said=_search_link(by, "statements"),
        more_did=_search_link(with_, "events"),
        stands=front.stands(store.db, id),
        commitments=front.commitments_of(store.db, id),
        speaks_to=front.speaks_to(store.db, id, limit=20),
    )


@router.get(urls.TIMELINE)
def timeline(request: Request) -> HTMLResponse:
    """Statements and events by week, and in order of their days."""
    store, filters = store_of(request), filters_of(request.query_params)
    rows = _weeks(store)
    return page(
        request,
        "timeline.html",
        hits=store.timeline(filters, order="newest", limit=100),
        filters=filters,
        rows=rows[-120:],
        sentence=filters.sentence("statements and events"),
    )


@router.get("/weeks.svg")
def weeks_chart(request: Request) -> Response:
    """Statements and events by week, drawn."""
    return Response(weeks_svg(_weeks(store_of(request))), media_type="image/svg+xml")


@router.get(urls.COMPARE)
def comparison(request: Request) -> HTMLResponse:
    """Two or more accounts side by side."""
    pages = _pages(request)
    store = store_of(request)
    latest = front.latest(store.db, limit=50)
    compared = compare(_accounts(store, pages)) if len(pages) > 1 else None
    share = str(request.base_url).rstrip("/") + urls.with_query(urls.COMPARE, [("page", str(p)) for p in pages])
    return page(
        request, "compare.html", comparison=compared, pages=pages, latest=latest, share=share, query=request.url.query
    )


@router.get(urls.twin(urls.COMPARE, "json"))
def comparison_as_json(request: Request) -> dict[str, Any]:
    """The same comparison for programs."""
    return as_json(compare(_accounts(store_of(request), _pages(request))))


@router.get(urls.twin(urls.COMPARE, "csv"))
def comparison_as_csv(request: Request) -> Response:
    """The same comparison as a table."""
    made = render_csv(compare(_accounts(store_of(request), _pages(request))))
    return Response(made, media_type="text/csv; charset=utf-8")


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Ask crawlers to leave a private desk alone."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def filters_for(name: str, actor: int) -> Filters:
    """Return the filters for what one actor of the store says or does."""
    return Filters(**{name: (f"@{actor}",)})  # type: ignore[arg-type]


def _search_link(filters: Filters, find: str, after: str | None = None) -> str:
    return address(urls.SEARCH, filters, find=find if find == "events" else None, after=after)


def _find(request: Request) -> Literal["statements", "events"]:
    return "events" if request.query_params.get("find") == "events" else "statements"


def _pages(request: Request) -> list[int]:
    """Return the pages that an address names for a comparison, at most four, each once."""
    named = (v for v in request.query_params.getlist("page") if v.isascii() and v.isdigit() and len(v) < 12)
    return list(dict.fromkeys(int(v) for v in named))[:4]


def _accounts(store: Store, pages: list[int]) -> list[Record]:
    return [store.get(p) for p in pages]


def _weeks(store: Store) -> tuple[tuple[str, str, int], ...]:
    named = [(f"{facet}s", front.weeks(store.db, facet, "all")) for facet in ("statement", "event")]
    return tuple(sorted(weekly(named)))


def _matrix(exchanges: list[tuple[str, str, int]]) -> tuple[list[str], dict[tuple[str, str], int]]:
    """Return the countries that speak and are spoken to most, and how often each speaks to each."""
    total: dict[str, int] = {}
    for speaker, addressee, n in exchanges:
        for country in (speaker, addressee):
            total[country] = total.get(country, 0) + n
    most = sorted(total, key=lambda c: (-total[c], c))[:MATRIX]
    return most, {(a, b): n for a, b, n in exchanges if a in most and b in most}


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
