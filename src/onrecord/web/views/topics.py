"""Topics: what is spoken of, how much, and when."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request

from onrecord.store import ties
from onrecord.web import urls
from onrecord.web.answers import Sheet, Table, is_twin, offer, store_of
from onrecord.web.charts import spark, window

LISTED = 60
TWIN = 1_000

router = APIRouter()


def topics(request: Request) -> Sheet:
    """Every topic, the commonest first."""
    db = store_of(request).db
    at = request.query_params.get("at", "")
    offset = int(at) if at.isascii() and at.isdigit() and len(at) < 9 else 0
    limit = TWIN if is_twin(request) else LISTED
    since, _ = window(last := ties.last_week(db))
    found = ties.topics(db, limit=limit + 1, offset=offset, since="9999" if is_twin(request) else since)
    shown = found[:limit]
    further = offset + limit if len(found) > limit else None
    sparks = [spark(t.weeks, since=since, until=last or since, label=f"{t.name} by week") for t in shown]
    return Sheet(
        "topics.html",
        shown={
            "topics": list(zip(shown, sparks, strict=True)),
            "since": since,
            "following": urls.with_query(urls.TOPICS, [("at", str(further))]) if further else None,
        },
        data=lambda: {"topics": [{"topic": t.name, "statements": t.n} for t in shown], "next": further},
        table=lambda: Table(("topic", "statements"), [list(asdict(t).values())[:2] for t in shown]),
    )


offer(router, urls.TOPICS, topics)
