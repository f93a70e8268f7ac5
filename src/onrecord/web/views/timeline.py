"""The timeline: statements and events by week, and in order of their days."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.store import Store, front, ties
from onrecord.store.chronicle import moments, weeks_of
from onrecord.store.filters import Filters
from onrecord.store.search import Find
from onrecord.web import urls
from onrecord.web.answers import Sheet, absolute, is_twin, offer, store_of
from onrecord.web.charts import Rows, weekly, weeks_svg, window
from onrecord.web.citing import cite_view
from onrecord.web.feeds import hits_table
from onrecord.web.query import address, chosen, filters_of

SERIES: tuple[Find, Find] = ("statements", "events")

router = APIRouter()


def timeline(request: Request) -> Sheet:
    """Statements and events by week, and in order of their days."""
    store, filters = store_of(request), filters_of(request.query_params)
    after = request.query_params.get("after")
    found = moments(store.db, filters, limit=500 if is_twin(request) else 30, after=after)
    rows, part = weeks(store, filters)
    sentence = filters.sentence("statements and events")
    here = address(urls.TIMELINE, filters)
    return Sheet(
        "timeline.html",
        shown={
            "hits": found.hits,
            "following": address(urls.TIMELINE, filters, after=found.next) if found.next else None,
            "filters": filters,
            "chosen": [(name, value, address(urls.TIMELINE, f)) for name, value, f in chosen(filters)],
            "chart": address(urls.WEEKS, filters),
            "chart_dark": address(urls.WEEKS, filters, dark="1"),
            "rows": _by_week(rows),
            "part": part,
            "sentence": sentence,
            "search": address(urls.SEARCH, filters),
            "share": cite_view(f"On record: {sentence}", absolute(request, here)),
        },
        data=lambda: {
            "sentence": sentence,
            "weeks": [{"week": week, "statements": said, "events": done} for week, said, done in _by_week(rows)],
            "moments": [asdict(hit) for hit in found.hits],
            "next": found.next,
        },
        table=lambda: hits_table(found.hits),
    )


def weeks(store: Store, filters: Filters) -> tuple[Rows, bool]:
    """Return what the chart shows, and whether that is only part of it.

    Without filters it is the last two years of the whole store; with filters all weeks of the newest hits.
    """
    if filters == Filters():
        since, until = window(ties.last_week(store.db))
        named = [(find, front.weeks(store.db, find[:-1], "all")) for find in SERIES]
        return weekly(named, since=since, until=until), False
    counted = {find: weeks_of(store.db, find, filters) for find in SERIES}
    rows = weekly([(find, counts) for find, (counts, _) in counted.items()])
    return rows, any(part for _, part in counted.values())


def _by_week(rows: Rows) -> list[tuple[str, int, int]]:
    """Return the chart's rows as (week, statements, events), the newest week first."""
    found: dict[str, dict[str, int]] = {}
    for week, series, n in rows:
        found.setdefault(week, {})[series] = n
    return [(week, n.get("statements", 0), n.get("events", 0)) for week, n in sorted(found.items(), reverse=True)]


offer(router, urls.TIMELINE, timeline)


@router.get(urls.WEEKS)
def chart(request: Request) -> Response:
    """Statements and events by week, drawn."""
    rows, _ = weeks(store_of(request), filters_of(request.query_params))
    drawn = weeks_svg(rows, dark="dark" in request.query_params) if rows else EMPTY
    return Response(drawn, media_type="image/svg+xml")


EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
