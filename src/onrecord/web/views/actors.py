"""Actors: who is in the store, and what one of them said and did, to whom, over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request

from onrecord.store import front, ties
from onrecord.store.chronicle import weeks_of
from onrecord.store.countries import country_names
from onrecord.store.filters import Filters
from onrecord.store.front import Due, Stand
from onrecord.store.search import Hit
from onrecord.web import urls
from onrecord.web.answers import Sheet, Table, absolute, is_twin, number, offer, store_of
from onrecord.web.charts import Weeks, spark, window
from onrecord.web.citing import cite_view
from onrecord.web.query import WORDS
from onrecord.web.views.search import search_link

LISTED = 100
"""Actors on one page of the list."""
ISSUES = 12
"""Issues on an actor's page, those with a change of stance first."""
POINTS = 8
"""Stances on an issue that are shown, the newest; the twins have all."""

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Course:
    """An actor's stances on one issue in order of time; `left_out` counts the older ones that are not shown."""

    issue: str
    stands: tuple[Stand, ...]
    changes: int
    left_out: int = 0


def actors(request: Request) -> Sheet:
    """Who is in the store."""
    typed, country = request.query_params.get(WORDS, ""), request.query_params.get("country", "").upper()
    at = request.query_params.get("at", "")
    offset = int(at) if at.isascii() and at.isdigit() and len(at) < 9 else 0
    found = store_of(request).actors(typed, country=country or None, limit=LISTED + 1, offset=offset, prefix=True)
    shown = found[:LISTED]
    asked = [(WORDS, typed), ("country", country)]
    return Sheet(
        "actors.html",
        shown={
            "actors": shown,
            "typed": typed,
            "country": country,
            "names": country_names(),
            "following": urls.with_query(urls.ACTORS, [*asked, ("at", str(offset + LISTED))])
            if len(found) > LISTED
            else None,
        },
        data=lambda: {"actors": [asdict(a) for a in shown], "next": offset + LISTED if len(found) > LISTED else None},
        table=lambda: Table(
            ("id", "name", "kind", "country", "sector", "office", "wikidata", "pages", "said", "did"),
            [list(asdict(a).values())[:-1] for a in shown],
        ),
    )


def actor(request: Request) -> Sheet:
    """What an actor said and did, to whom, over time; what it stands for and what it undertook."""
    store, id = store_of(request), number(request, "id")
    db = store.db
    card = store.actor(id)
    by, with_ = Filters(speaker=(f"@{id}",)), Filters(actor=(f"@{id}",))
    limit = LISTED if is_twin(request) else 8
    said = store.search(by, find="statements", limit=limit)
    did = store.search(with_, find="events", limit=limit)
    stands, undertaken = front.stands(db, id), front.commitments_of(db, id)
    ended = ties.endings(undertaken)
    speaks_to, spoken_to = front.speaks_to(db, id, limit=12), ties.addressed_by(db, id, limit=12)
    weeks, _ = weeks_of(db, "statements", by)
    return Sheet(
        "actor.html",
        shown={
            "actor": card,
            "names": country_names(),
            "said": said,
            "did": did,
            "more_said": search_link(by, "statements"),
            "more_did": search_link(with_, "events"),
            "weeks": weeks,
            "spark": _spark(weeks, card.name),
            "courses": courses(stands),
            "issues": len({s.issue for s in stands}),
            "undertaken": undertaken[:30],
            "endings": ended,
            "today": _today(),
            "speaks_to": speaks_to,
            "spoken_to": spoken_to,
            "share": cite_view(f"On record: {card.name}", absolute(request, urls.actor(id))),
        },
        data=lambda: {
            "actor": asdict(card),
            "said": [asdict(h) for h in said.hits],
            "did": [asdict(h) for h in did.hits],
            "weeks": [{"week": week, "statements": n} for week, n in weeks],
            "positions": [asdict(s) for s in stands],
            "undertaken": [_undertaken(d, ended) for d in undertaken],
            "speaks_to": [{"actor": a, "name": name, "statements": n} for a, name, n in speaks_to],
            "spoken_to_by": [{"actor": a, "name": name, "statements": n} for a, name, n in spoken_to],
        },
        table=lambda: _table(said.hits, did.hits, stands, undertaken, speaks_to, spoken_to),
    )


def courses(stands: Sequence[Stand]) -> list[Course]:
    """Return an actor's stances by issue, those with a change first, then those told most often."""
    found = []
    for issue, of in groupby(stands, key=lambda s: s.issue):
        held = tuple(of)
        found.append(Course(issue, held[-POINTS:], sum(s.changed for s in held), max(0, len(held) - POINTS)))
    return sorted(found, key=lambda c: (-bool(c.changes), -len(c.stands) - c.left_out, c.issue))[:ISSUES]


def _undertaken(due: Due, ended: dict[tuple[int, str], Due]) -> dict[str, Any]:
    later = ended.get((due.page, due.local))
    return {**asdict(due), "ended": asdict(later) if later else None}


def _spark(weeks: Weeks, name: str) -> str:
    if not weeks:
        return ""
    last = weeks[-1][0]
    return spark(weeks, since=window(last)[0], until=last, label=f"Statements of {name} by week")


def _table(
    said: Sequence[Hit], did: Sequence[Hit], stands: Sequence[Stand], undertaken: Sequence[Due],
    speaks_to: Sequence[tuple[int, str, int]], spoken_to: Sequence[tuple[int, str, int]],
) -> Table:  # fmt: skip
    rows: list[tuple[Any, ...]] = [("said", h.day, h.words, None, None, h.id) for h in said]
    rows += [("did", h.day, h.words, h.who, h.about["status"], h.id) for h in did]
    rows += [("position", s.day, s.issue, s.toward, s.stance, s.page) for s in stands]
    rows += [("undertaken", d.due, d.what, None, d.state, f"{d.page}/{d.local}") for d in undertaken]
    rows += [("speaks to", None, None, name, n, None) for _, name, n in speaks_to]
    rows += [("spoken to by", None, None, name, n, None) for _, name, n in spoken_to]
    return Table(("part", "day", "words", "whom", "state", "source"), rows)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


offer(router, urls.ACTORS, actors)
offer(router, "/actor/{id:int}", actor)
